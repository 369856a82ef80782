namespace Daira.Core.Space.Tiling;

/// <summary>A box of whole numbers, both ends included.</summary>
internal readonly record struct Box(int MinX, int MinY, int MaxX, int MaxY)
{
    public static Box Nothing => new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    public bool IsNothing => MinX > MaxX;

    public static Box Of(ReadOnlySpan<int> x, ReadOnlySpan<int> y) => new(
        System.Numerics.Tensors.TensorPrimitives.Min(x),
        System.Numerics.Tensors.TensorPrimitives.Min(y),
        System.Numerics.Tensors.TensorPrimitives.Max(x),
        System.Numerics.Tensors.TensorPrimitives.Max(y));

    public Box With(int x, int y) => new(Math.Min(MinX, x), Math.Min(MinY, y), Math.Max(MaxX, x), Math.Max(MaxY, y));

    public Box With(Box other) => other.IsNothing ? this : With(other.MinX, other.MinY).With(other.MaxX, other.MaxY);

    public bool Contains(Box other) => other.MinX >= MinX && other.MaxX <= MaxX && other.MinY >= MinY && other.MaxY <= MaxY;

    public bool Touches(Box other) => other.MinX <= MaxX && other.MaxX >= MinX && other.MinY <= MaxY && other.MaxY >= MinY;

    public bool Contains(int x, int y) => x >= MinX && x <= MaxX && y >= MinY && y <= MaxY;
}
