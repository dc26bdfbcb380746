namespace HonestAsync;

/// <summary>Draws a recorded schedule: the operations outside, the dependencies between them.</summary>
internal static class ScheduleDiagram
{
    public static SequenceDiagram Of(ScheduleRun run, string? title)
    {
        var participants = Participants(run);
        var messages = new List<Message>();
        foreach (var step in run.Steps)
        {
            if (step.Answered is { } answered && participants.Contains(answered.Caller, StringComparer.Ordinal))
            {
                messages.Add(new Message(answered.Dependency, answered.Caller, $"{answered.Label}: {answered.AnswerText}"));
            }
            foreach (var call in step.Calls.Where(call => participants.Contains(call.Caller, StringComparer.Ordinal)))
            {
                messages.Add(new Message(call.Caller, call.Dependency, call.Label));
            }
            messages.AddRange(step.Ended.Select(ended => new Message(ended.Name, ended.Name, ended.Ending)));
        }
        return new SequenceDiagram(title ?? $"schedule {run.Schedule}", participants,
            Highlighted(messages, run), run.Failure ?? run.Outcome);
    }

    private static List<string> Participants(ScheduleRun run)
    {
        var names = run.Operations.ToList();
        names.InsertRange((names.Count + 1) / 2, run.Dependencies);
        if (run.Steps.Any(step => step.Calls.Any(call => call.Caller == "background")))
        {
            names.Add("background");
        }
        return names;
    }

    /// <summary>In a failing schedule the last answer is where things went wrong for good.</summary>
    private static List<Message> Highlighted(List<Message> messages, ScheduleRun run)
    {
        int last = messages.FindLastIndex(message => run.Dependencies.Contains(message.From, StringComparer.Ordinal));
        if (run.Failure is not null && last >= 0)
        {
            messages[last] = messages[last] with { Highlight = true };
        }
        return messages;
    }
}
