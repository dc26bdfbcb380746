namespace HonestAsync.Kernel.Tests;

public sealed class PlainTextTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { "as it is", "as it is" },
        { 0.5, "0.5" },
        { Enumerable.Range(1, 3).ToArray(), "[ 1, 2, 3 ]" },
        { new List<int>(), "[ ]" },
        { Enumerable.Range(0, 1000), $"[ {string.Join(", ", Enumerable.Range(0, 100))}, … ]" },
        { new Dictionary<string, List<int>>(StringComparer.Ordinal) { ["a"] = [1] }, "{ a: [ 1 ] }" },
        { new { Name = "x", Items = new List<int> { 1 } }, "{ Name = x, Items = [ 1 ] }" },
        { new Pair(1, [2, 3]), "Pair { Left = 1, Right = [ 2, 3 ] }" },
        { (1, new List<int> { 2 }), "(1, [ 2 ])" },
        { new WithText(), "own text" },
        { new WithoutText(), "WithoutText" },
        { typeof(Dictionary<string, int>), "Dictionary<string, int>" },
        { Task.FromResult(1), "Task (RanToCompletion): 1" },
        { Task.CompletedTask, "Task (RanToCompletion)" },
        { Task.FromException<int>(new InvalidOperationException("no")), "Task (Faulted): InvalidOperationException: no" },
        { new TaskCompletionSource<int>().Task, "Task (WaitingForActivation)" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_IsReadable(object? value, string text) => Assert.Equal(text, PlainText.Of(value));

    private sealed record Pair(int Left, int[] Right);

    private sealed class WithText
    {
        public override string ToString() => "own text";
    }

    private sealed class WithoutText;
}
