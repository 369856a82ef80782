namespace Daira.Core.Space.Cartograms;

/// <summary>Gives each row a column of its own with the least total cost (shortest augmenting paths: Jonker and Volgenant 1987).</summary>
internal static class LinearAssignment
{
    /// <param name="rows">≤ <paramref name="columns"/>.</param>
    /// <param name="columns">How many there are to choose from.</param>
    /// <param name="cost">Finite cost of a row in a column.</param>
    /// <returns>The column of each row. Time grows with rows² × columns.</returns>
    public static int[] Solve(int rows, int columns, Func<int, int, double> cost)
    {
        if (rows > columns)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"There are {rows} rows; allowed are 0 to {columns}, the number of columns.");
        }

        var (rowPrice, columnPrice) = (new double[rows], new double[columns]);
        var rowOf = new int[columns];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < rows; row++)
        {
            Augment(row, rowOf, rowPrice, columnPrice, cost);
        }

        var columnOf = new int[rows];
        for (var column = 0; column < columns; column++)
        {
            if (rowOf[column] >= 0)
            {
                columnOf[rowOf[column]] = column;
            }
        }

        return columnOf;
    }

    private static void Augment(int start, int[] rowOf, double[] rowPrice, double[] columnPrice, Func<int, int, double> cost)
    {
        var distance = new double[rowOf.Length];
        var before = new int[rowOf.Length];
        var isDone = new bool[rowOf.Length];
        Array.Fill(distance, double.PositiveInfinity);
        Array.Fill(before, -1);
        var (row, column, reached) = (start, -1, 0d);
        do
        {
            var next = -1;
            for (var c = 0; c < rowOf.Length; c++)
            {
                if (isDone[c])
                {
                    continue;
                }

                var through = reached + cost(row, c) - rowPrice[row] - columnPrice[c];
                if (through < distance[c])
                {
                    (distance[c], before[c]) = (through, column);
                }

                if (next < 0 || distance[c] < distance[next])
                {
                    next = c;
                }
            }

            (column, reached) = (next, distance[next]);
            isDone[column] = true;
            row = rowOf[column];
        }
        while (row >= 0);

        rowPrice[start] += reached;
        for (var c = 0; c < rowOf.Length; c++)
        {
            if (isDone[c] && c != column)
            {
                rowPrice[rowOf[c]] += reached - distance[c];
                columnPrice[c] -= reached - distance[c];
            }
        }

        for (var c = column; c >= 0; c = before[c])
        {
            rowOf[c] = before[c] >= 0 ? rowOf[before[c]] : start;
        }
    }
}
