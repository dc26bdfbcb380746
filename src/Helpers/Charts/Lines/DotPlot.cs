namespace HonestAsync;

/// <summary>Draws lines of shares (0 to 1, upwards) into terminal cells.</summary>
internal sealed class DotPlot(int columns, int rows)
{
    // the bits of a braille cell, by row and column, as Unicode orders them
    private static readonly int[,] Dots = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
    private readonly int[,] _braille = new int[rows, columns];
    private readonly char[,] _marks = new char[rows, columns];

    public void Braille(List<(double X, double Y)> line) => Trace(line, columns * 2, rows * 4, (x, y) =>
        _braille[y / 4, x / 2] |= Dots[y % 4, x % 2]);

    public void Marks(List<(double X, double Y)> line, char mark) => Trace(line, columns, rows, (x, y) =>
        _marks[y, x] = mark);

    public void CopyTo(TextCanvas canvas, int left, int top)
    {
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                if (_marks[y, x] != 0)
                {
                    canvas.Put(left + x, top + y, _marks[y, x].ToString());
                }
                else if (_braille[y, x] != 0)
                {
                    canvas.Put(left + x, top + y, ((char)(0x2800 + _braille[y, x])).ToString());
                }
            }
        }
    }

    private static void Trace(List<(double X, double Y)> line, int width, int height, Action<int, int> dot)
    {
        var (lastX, lastY) = Cell(line[0]);
        foreach (var point in line)
        {
            var (x, y) = Cell(point);
            var steps = Math.Max(1, Math.Max(Math.Abs(x - lastX), Math.Abs(y - lastY)));
            for (var step = 0; step <= steps; step++)
            {
                dot(lastX + (int)Math.Round((double)(x - lastX) * step / steps),
                    lastY + (int)Math.Round((double)(y - lastY) * step / steps));
            }

            (lastX, lastY) = (x, y);
        }

        (int X, int Y) Cell((double X, double Y) share) =>
            ((int)Math.Round(share.X * (width - 1)), (int)Math.Round((1 - share.Y) * (height - 1)));
    }
}
