using System.Diagnostics;
using System.Text;
using System.Xml;

namespace HonestAsync.Lab;

/// <summary>Two XML documents parsed by handlers of one event loop.</summary>
/// <param name="Met">True if both parses were in the middle of their documents at the same instant.</param>
/// <param name="Beats">Heartbeats of the loop while the first handler parsed, counted up to <see cref="CpuBoundTasks.Enough"/>.</param>
public sealed record XmlParses(bool Met, long Beats)
{
    private const int Orders = 10_000;

    /// <summary>Both handlers parse on the loop.</summary>
    /// <param name="patience">
    /// Real time for which a parse waits, half-way, until the other one is half-way, too; and for which a handler repeats
    /// its parse while the loop has not had enough heartbeats.
    /// </param>
    public static XmlParses OnLoop(TimeSpan patience) => Run(patience, parse => Task.FromResult(parse()));

    /// <summary>Both hand their parse to <c>Task.Run</c>.</summary>
    /// <param name="patience">As in <see cref="OnLoop"/>.</param>
    public static XmlParses OffLoop(TimeSpan patience) => Run(patience, Task.Run);

    private static XmlParses Run(TimeSpan patience, Func<Func<long>, Task<long>> start)
    {
        byte[] xml = Bytes();
        var halfWay = new Rendezvous(2);
        var loop = new EventLoop();
        return loop.Run(async () =>
        {
            using var heart = Heartbeat.On(loop);
            long[] beats = await Task.WhenAll(HandleAsync(), HandleAsync());
            return new XmlParses(halfWay.HasMet, Math.Min(CpuBoundTasks.Enough, beats[0]));

            async Task<long> HandleAsync()
            {
                await Task.Yield();
                return await start(() =>
                {
                    long before = heart.Beats;
                    long began = Stopwatch.GetTimestamp();
                    Parse(xml, () => halfWay.Meet(patience));
                    while (heart.Beats - before < CpuBoundTasks.Enough && Stopwatch.GetElapsedTime(began) < patience)
                    {
                        Parse(xml, () => { });
                    }
                    return heart.Beats - before;
                });
            }
        });
    }

    private static void Parse(byte[] xml, Action halfWay)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml));
        int elements = 0;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && ++elements == Orders)
            {
                halfWay();
            }
        }
    }

    private static byte[] Bytes()
    {
        var text = new StringBuilder("<orders>");
        for (int i = 0; i < Orders; i++)
        {
            text.Append("<order id=\"").Append(i).Append("\"><customer>customer ").Append(i % 977).Append("</customer></order>");
        }
        return Encoding.UTF8.GetBytes(text.Append("</orders>").ToString());
    }
}
