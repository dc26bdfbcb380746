namespace HonestAsync.Lab;

/// <summary>The same order with await.</summary>
internal static class AwaitOrder
{
    public static async Task PlaceAsync(Func<Task>[] steps)
    {
        await steps[0]();
        await steps[1]();
        await steps[2]();
    }
}
