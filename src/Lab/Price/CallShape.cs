namespace HonestAsync.Lab;

/// <summary>How a method with one await inside is written.</summary>
public enum CallShape
{
    /// <summary>No async at all: it receives the number.</summary>
    Plain,

    /// <summary>Not async: it returns the task it received, without an await.</summary>
    HandedOn,

    /// <summary><c>async Task</c>.</summary>
    Task,

    /// <summary><c>async Task&lt;int&gt;</c>, with a result that no cache of the platform holds.</summary>
    TaskOfInt,

    /// <summary><c>async ValueTask&lt;int&gt;</c>.</summary>
    ValueTask,

    /// <summary><c>async ValueTask&lt;int&gt;</c> with the pooling builder.</summary>
    Pooled,

    /// <summary>No await: a callback that the completing code calls.</summary>
    Callback,
}
