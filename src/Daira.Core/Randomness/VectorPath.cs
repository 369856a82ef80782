using System.Runtime.Intrinsics.X86;

namespace Daira.Core.Randomness;

/// <summary>Which instructions a kernel uses. The answer never depends on it, only the time does; tests force each one.</summary>
public enum VectorPath
{
    /// <summary>The widest that this machine has.</summary>
    Widest,

    /// <summary>One number at a time; runs everywhere.</summary>
    Scalar,

    /// <summary>256-bit vectors (AVX2).</summary>
    Bits256,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Bits512,
}

/// <summary>What the machine can do.</summary>
public static class VectorPaths
{
    /// <summary>Whether this machine can run the path.</summary>
    public static bool IsSupported(this VectorPath path) => path switch
    {
        VectorPath.Bits512 => Avx512F.IsSupported,
        VectorPath.Bits256 => Avx2.IsSupported,
        _ => true,
    };

    /// <summary>The path that really runs: never <see cref="VectorPath.Widest"/>.</summary>
    /// <exception cref="PlatformNotSupportedException">A forced path that this machine lacks.</exception>
    public static VectorPath Resolve(this VectorPath path) => path switch
    {
        VectorPath.Widest when Avx512F.IsSupported => VectorPath.Bits512,
        VectorPath.Widest when Avx2.IsSupported => VectorPath.Bits256,
        VectorPath.Widest => VectorPath.Scalar,
        _ when !path.IsSupported() => throw new PlatformNotSupportedException($"This processor lacks the vector path {path}."),
        _ => path,
    };
}
