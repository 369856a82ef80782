using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Daira.Core.Numbers;

namespace Daira.Core.Simulation;

/// <summary>
/// Normal shocks as 4,096 equally likely quantiles, scaled to variance one: a draw is a look-up by twelve random bits.
/// The greatest shock is 3.66 standard deviations; finer tails would be false precision for shocks estimated from two contests.
/// </summary>
internal static unsafe class NormalTable
{
    private const int Size = 4096;
    private static readonly float* Quantiles = Fill();

    /// <summary>Sixteen shocks from the upper twelve bits of sixteen random numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Draw(ushort* random)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(random) >>> 4);
        return Vector512.Create(Gather(low.AsInt32()), Gather(high.AsInt32()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gather(Vector256<int> index)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.GatherVector256(Quantiles, index, sizeof(float));
        }

        var drawn = Vector256<float>.Zero;
        for (var i = 0; i < 8; i++)
        {
            drawn = drawn.WithElement(i, Quantiles[index.GetElement(i)]);
        }

        return drawn;
    }

    private static float* Fill()
    {
        var exact = new double[Size];
        var squares = 0.0;
        for (var i = 0; i < Size; i++)
        {
            exact[i] = Elementary.NormalQuantile((i + 0.5) / Size);
            squares += exact[i] * exact[i];
        }

        // Lives as long as the program.
        var table = (float*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(Size * sizeof(float), 64);
        var scale = Math.Sqrt(Size / squares);
        for (var i = 0; i < Size; i++)
        {
            table[i] = (float)(exact[i] * scale);
        }

        return table;
    }
}
