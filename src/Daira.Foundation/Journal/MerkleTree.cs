using System.Numerics;
using System.Security.Cryptography;

namespace Daira.Foundation.Journal;

/// <summary>
/// The tree of RFC 6962 (section 2.1): leaves are hashed after a byte 0, inner nodes after a byte 1. Only its right edge is kept, one
/// hash for each full subtree, so that it grows over any number of leaves in a few hundred bytes.
/// </summary>
public sealed class MerkleTree
{
    private readonly byte[] edge;
    private int depth;

    public MerkleTree() => edge = new byte[64 * EntryHash.Length];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Hashes of the full subtrees from left to right: all that is needed to go on.</summary>
    public string Frontier => string.Join(',', Enumerable.Range(0, depth).Select(i => Convert.ToHexStringLower(At(i))));

    /// <exception cref="FormatException">Not the frontier of a tree of this size.</exception>
    public static MerkleTree From(long size, string frontier)
    {
        var tree = new MerkleTree { Size = size };
        foreach (var hash in frontier.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            Convert.FromHexString(hash).CopyTo(tree.At(tree.depth++));
        }

        return tree.depth == BitOperations.PopCount((ulong)size) ? tree : throw new FormatException($"{tree.depth} subtrees are no frontier of {size} leaves.");
    }

    public static byte[] Leaf(ReadOnlySpan<byte> bytes)
    {
        var hash = new byte[EntryHash.Length];
        Leaf(bytes, hash);
        return hash;
    }

    /// <summary>Hash of a leaf.</summary>
    /// <param name="hash">Where it goes, 32 bytes.</param>
    public static void Leaf(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        Span<byte> prefixed = bytes.Length < 2048 ? stackalloc byte[bytes.Length + 1] : new byte[bytes.Length + 1];
        prefixed[0] = 0;
        bytes.CopyTo(prefixed[1..]);
        SHA256.HashData(prefixed, hash);
    }

    public void Add(ReadOnlySpan<byte> leaf)
    {
        leaf.CopyTo(At(depth++));

        // Two full subtrees of one height become one of the next: as many as the new size has zeros at its end.
        Size++;
        for (var merges = BitOperations.TrailingZeroCount(Size); merges > 0; merges--)
        {
            depth--;
            Node(At(depth - 1), At(depth), At(depth - 1));
        }
    }

    /// <summary>Root of the leaves so far; SHA-256 of nothing for none.</summary>
    public string Root()
    {
        if (depth == 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        Span<byte> root = stackalloc byte[EntryHash.Length];
        At(depth - 1).CopyTo(root);
        for (var i = depth - 2; i >= 0; i--)
        {
            Node(At(i), root, root);
        }

        return Convert.ToHexStringLower(root);
    }

    /// <summary>The path from a leaf to the root: hashes of the neighbours on the way, lowest first (RFC 6962, 2.1.1).</summary>
    /// <param name="index">From 0.</param>
    public static IReadOnlyList<byte[]> Path(IReadOnlyList<byte[]> leaves, int index) => Path(leaves, index, 0, leaves.Count);

    /// <summary>The root that leaf and path lead to; it proves the leaf when it is the root that was signed (RFC 9162, 2.1.3.2).</summary>
    /// <returns>Null when the path has another length than a tree of this size asks for.</returns>
    public static string? RootOf(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size)
        {
            return null;
        }

        var (hash, node, last) = (leaf.ToArray(), index, size - 1);
        foreach (var neighbour in path)
        {
            if (last == 0 || neighbour.Length != EntryHash.Length)
            {
                return null;
            }

            if (node % 2 == 1 || node == last)
            {
                Node(neighbour, hash, hash);
                while (node % 2 == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                Node(hash, neighbour, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 ? Convert.ToHexStringLower(hash) : null;
    }

    private static List<byte[]> Path(IReadOnlyList<byte[]> leaves, int index, int from, int to)
    {
        if (to - from <= 1)
        {
            return [];
        }

        var middle = from + (int)(BitOperations.RoundUpToPowerOf2((uint)(to - from)) / 2);
        var (path, other) = index < middle
            ? (Path(leaves, index, from, middle), RootOf(leaves, middle, to))
            : (Path(leaves, index, middle, to), RootOf(leaves, from, middle));
        path.Add(other);
        return path;
    }

    private static byte[] RootOf(IReadOnlyList<byte[]> leaves, int from, int to)
    {
        var tree = new MerkleTree();
        for (var i = from; i < to; i++)
        {
            tree.Add(leaves[i]);
        }

        return Convert.FromHexString(tree.Root());
    }

    private static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * EntryHash.Length)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + EntryHash.Length)..]);
        SHA256.HashData(bytes, hash);
    }

    private Span<byte> At(int subtree) => edge.AsSpan(subtree * EntryHash.Length, EntryHash.Length);
}
