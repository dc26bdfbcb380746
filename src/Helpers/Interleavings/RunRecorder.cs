namespace HonestAsync;

/// <summary>Writes down one schedule while it runs.</summary>
internal sealed class RunRecorder
{
    private readonly List<Entry> _entries = [];
    private readonly List<ExploredOperation> _ended = [];
    private readonly System.Text.StringBuilder _schedule = new();

    public void Starts(ExploredOperation operation, int index)
    {
        _schedule.Append(ScheduleText.Of(index));
        _entries.Add(new Entry(operation.Name, null));
    }

    public void Answers(PendingCall call, int index)
    {
        _schedule.Append(ScheduleText.Of(index));
        _entries.Add(new Entry(call.Caller, call));
    }

    public void Calls(PendingCall call)
    {
        if (_entries.Count > 0)
        {
            _entries[^1].Calls.Add(call);
        }
    }

    public void Ended(IReadOnlyList<ExploredOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation.Task is { IsCompleted: true } && !_ended.Contains(operation))
            {
                _ended.Add(operation);
                _entries[^1].Ended.Add(operation);
            }
        }
    }

    public ScheduleRun ToRun(ScheduleRunner runner) =>
        new(_schedule.ToString(), [.. _entries.Select(entry => entry.ToStep())], runner.Outcome, runner.Failure)
        {
            CameToItsEnd = runner.CameToItsEnd,
            Operations = [.. runner.Operations.Select(operation => operation.Name)],
            Dependencies = [.. runner.Scenario.Scripts.Select(script => script.Name)],
        };

    private sealed record Entry(string Operation, PendingCall? Answered)
    {
        public List<PendingCall> Calls { get; } = [];

        public List<ExploredOperation> Ended { get; } = [];

        public ScheduleStep ToStep()
        {
            string what = Answered is null ? "starts" : $"'{Answered.Label}' is answered: {Answered.AnswerText}";
            var effects = Calls.Select(call => call.Caller == Operation ? $"asks '{call.Label}'" : $"{call.Caller} asks '{call.Label}'")
                .Concat(Ended.Select(ended => ended.Name == Operation ? ended.Ending : $"{ended.Name} {ended.Ending}"));
            return new ScheduleStep(Operation, what, [.. effects])
            {
                Answered = Answered is null ? null : Text(Answered),
                Calls = Calls.ConvertAll(Text),
                Ended = Ended.ConvertAll(ended => new RecordedEnd(ended.Name, ended.Ending)),
            };
        }

        private static RecordedCall Text(PendingCall call) => new(call.Caller, call.Dependency, call.Label, call.AnswerText);
    }
}
