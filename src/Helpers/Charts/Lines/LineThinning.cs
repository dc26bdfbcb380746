namespace HonestAsync;

internal static class LineThinning
{
    /// <summary>
    /// At most about <paramref name="most"/> points with the shape kept: of every run of neighbours the lowest and
    /// the highest stay, so no spike is lost; so do the first and the last point.
    /// </summary>
    public static List<(double X, double Y)> Thin(List<(double X, double Y)> line, int most)
    {
        if (line.Count <= Math.Max(2, most))
        {
            return line;
        }

        var runs = Math.Max(1, (most - 2) / 2);
        var thin = new List<(double X, double Y)> { line[0] };
        for (var run = 0; run < runs; run++)
        {
            var from = 1 + (int)((line.Count - 2L) * run / runs);
            var to = 1 + (int)((line.Count - 2L) * (run + 1) / runs);
            var (low, high) = (from, from);
            for (var i = from; i < to; i++)
            {
                low = line[i].Y < line[low].Y ? i : low;
                high = line[i].Y > line[high].Y ? i : high;
            }

            if (to > from)
            {
                thin.Add(line[Math.Min(low, high)]);
                if (low != high)
                {
                    thin.Add(line[Math.Max(low, high)]);
                }
            }
        }

        thin.Add(line[^1]);
        return thin;
    }
}
