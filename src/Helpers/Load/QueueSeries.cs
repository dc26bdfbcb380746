namespace HonestAsync;

/// <summary>
/// The curves of a simulation in bounded memory: if there are too many points, two neighbours become one with the higher
/// values, so that no peak is lost.
/// </summary>
internal sealed class QueueSeries
{
    private const int Most = 4_096;
    private const int Drawn = 500;
    private readonly List<(long Ticks, int Waiting, int Busy)> _points = [];
    private long _spacing;

    public void Add(long ticks, int waiting, int busy)
    {
        if (_points.Count > 0 && ticks - _points[^1].Ticks <= _spacing)
        {
            var last = _points[^1];
            // at the same time the last state counts; within the spacing the peak does
            _points[^1] = ticks == last.Ticks && _spacing == 0
                ? (ticks, waiting, busy)
                : (last.Ticks, Math.Max(last.Waiting, waiting), Math.Max(last.Busy, busy));
            return;
        }
        _points.Add((ticks, waiting, busy));
        if (_points.Count == Most)
        {
            Halve();
        }
    }

    public Series Queue(string name) => Curve(name, point => point.Waiting);

    public Series Busy(string name) => Curve(name, point => point.Busy);

    public static Series LatencyByArrival(IReadOnlyList<QueuedRequest> requests) => new("latency", Thin(
        [.. requests.Where(request => request.Outcome == RequestOutcome.Succeeded)
            .Select(request => (request.Arrived.TotalSeconds, request.Latency.TotalMilliseconds))]));

    private Series Curve(string name, Func<(long Ticks, int Waiting, int Busy), double> value) =>
        new(name, Thin([.. _points.Select(point => (new TimeSpan(point.Ticks).TotalSeconds, value(point)))]));

    private static List<Point> Thin(List<(double X, double Y)> line) =>
        [.. LineThinning.Thin(line, Drawn).Select(point => new Point(point.X, point.Y))];

    private void Halve()
    {
        long span = _points[^1].Ticks - _points[0].Ticks;
        for (int i = 0; i < Most / 2; i++)
        {
            var (a, b) = (_points[2 * i], _points[(2 * i) + 1]);
            _points[i] = (a.Ticks, Math.Max(a.Waiting, b.Waiting), Math.Max(a.Busy, b.Busy));
        }
        _points.RemoveRange(Most / 2, Most / 2);
        _spacing = Math.Max(_spacing * 2, span / Most);
    }
}
