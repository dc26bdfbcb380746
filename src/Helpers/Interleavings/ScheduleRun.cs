using System.Text;

namespace HonestAsync;

/// <summary>A call as text: what is written down must not keep its task alive.</summary>
internal sealed record RecordedCall(string Caller, string Dependency, string Label, string? AnswerText);

/// <summary>An operation that ended, and how.</summary>
internal sealed record RecordedEnd(string Name, string Ending);

/// <summary>
/// What happened in one step: an operation started or got an answer, ran, and asked or ended.
/// </summary>
/// <param name="Operation">Who ran.</param>
/// <param name="What"><c>starts</c>, or the answered call with its answer.</param>
/// <param name="Effects">What the step led to, in order: calls made (with who made them), operations
/// ended.</param>
public sealed record ScheduleStep(string Operation, string What, IReadOnlyList<string> Effects)
{
    internal RecordedCall? Answered { get; init; }

    internal IReadOnlyList<RecordedCall> Calls { get; init; } = [];

    internal IReadOnlyList<RecordedEnd> Ended { get; init; } = [];
}

/// <summary>
/// One schedule, run and recorded: give <see cref="Schedule"/> to <see cref="Interleavings.Replay"/> to see
/// it again.
/// </summary>
/// <param name="Schedule">The choice taken at each step, one digit a step.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Outcome">The final state.</param>
/// <param name="Failure">What was broken, or null.</param>
public sealed record ScheduleRun(string Schedule, IReadOnlyList<ScheduleStep> Steps, string Outcome, string? Failure)
{
    private const int Shown = 40;

    /// <summary>
    /// True when every operation ended as it may, whatever the expectations say of the result.
    /// </summary>
    internal bool CameToItsEnd { get; init; } = Failure is null;

    internal IReadOnlyList<string> Operations { get; init; } = [];

    internal IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>The run as a sequence diagram: operations outside, dependencies in the middle.</summary>
    public SequenceDiagram ToDiagram(string? title = null) => ScheduleDiagram.Of(this, title);

    /// <summary>The trace, one line a step; of a long one, the beginning and the end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"schedule {(Schedule.Length > 80 ? Schedule[..80] + "…" : Schedule)}\n");
        int number = 0;
        foreach (var step in Steps)
        {
            if (++number > Shown && number <= Steps.Count - 3)
            {
                text.Append(number == Shown + 1 ? $"     … {Steps.Count - Shown - 3} more steps …\n" : "");
                continue;
            }
            text.Append($"{number,3}. {step.Operation}: {step.What}");
            text.Append(step.Effects.Count == 0 ? "\n" : $" → {string.Join(", ", step.Effects)}\n");
        }
        text.Append($"     end: {Outcome}");
        return Failure is null ? text.ToString() : text.Append($"\n     {Failure}").ToString();
    }
}
