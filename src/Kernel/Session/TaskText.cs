namespace HonestAsync.Kernel;

/// <summary>A task as a value: its status and, once it has ended, its result or what it failed with.</summary>
internal static class TaskText
{
    public static string Of(Task task) => task.Status switch
    {
        TaskStatus.RanToCompletion when ResultOf(task) is { } result => $"Task (RanToCompletion): {PlainText.Of(result.Value)}",
        TaskStatus.Faulted => $"Task (Faulted): {Failures(task.Exception!)}",
        var status => $"Task ({status})",
    };

    private static string Failures(AggregateException failed) => string.Join(
        "; ", failed.InnerExceptions.Select(inner => $"{TypeName.Of(inner.GetType())}: {inner.Message}"));

    // an async method that returns a Task has a Task<VoidTaskResult> behind it
    private static (object? Value, bool _)? ResultOf(Task task)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            {
                return type.GetGenericArguments()[0].Name is "VoidTaskResult"
                    ? null
                    : (type.GetProperty(nameof(Task<>.Result))!.GetValue(task), true);
            }
        }
        return null;
    }
}
