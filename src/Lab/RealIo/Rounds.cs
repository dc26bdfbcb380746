using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>
/// The same ratio measured several times over, each round on a thread of its own. The spread inside one round
/// knows nothing of where the scheduler put the threads this time; the spread across rounds knows a little.
/// </summary>
public sealed class Rounds
{
    private Rounds(IReadOnlyList<Ratio> each) => Each = each;

    /// <summary>The rounds in order.</summary>
    public IReadOnlyList<Ratio> Each { get; }

    /// <summary>The median of the rounds' medians, from the lowest end of an interval to the highest.</summary>
    public Ratio Overall => new(
        Each.Select(round => round.Median).Order().ElementAt(Each.Count / 2),
        Each.Min(round => round.Low), Each.Max(round => round.High), Each.Sum(round => round.Pairs));

    /// <summary>Measures one round after the other; fewer, but one at least, when the machine is slow.</summary>
    /// <param name="rounds">At most so many.</param>
    /// <param name="budget">Real time after which no further round begins.</param>
    /// <param name="measure">One round.</param>
    public static Rounds Measure(int rounds, TimeSpan budget, Func<Ratio> measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        ArgumentNullException.ThrowIfNull(measure);
        long start = Stopwatch.GetTimestamp();
        var each = new List<Ratio> { OnItsOwnThread(measure) };
        while (each.Count < rounds && Stopwatch.GetElapsedTime(start) < budget)
        {
            each.Add(OnItsOwnThread(measure));
        }
        return new Rounds(each);
    }

    private static Ratio OnItsOwnThread(Func<Ratio> measure)
    {
        // a long-running task has a thread of its own and hands over what measure throws
        return Task.Factory.StartNew(measure, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .GetAwaiter().GetResult();
    }
}
