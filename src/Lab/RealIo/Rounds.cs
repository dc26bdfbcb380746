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

    /// <summary>Measures one round after the other.</summary>
    public static Rounds Measure(int rounds, Func<Ratio> measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        ArgumentNullException.ThrowIfNull(measure);
        return new Rounds([.. Enumerable.Range(0, rounds).Select(_ => OnItsOwnThread(measure))]);
    }

    private static Ratio OnItsOwnThread(Func<Ratio> measure)
    {
        // a long-running task has a thread of its own and hands over what measure throws
        return Task.Factory.StartNew(measure, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .GetAwaiter().GetResult();
    }
}
