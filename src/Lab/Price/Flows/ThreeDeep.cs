namespace HonestAsync.Lab.Flows;

/// <summary>Three async methods, one inside the other; the innermost awaits. Compiled again by the lab itself.</summary>
public static class ThreeDeep
{
    /// <summary>Awaits the middle one.</summary>
    public static async Task<int> OuterAsync(Func<Task<int>> next, int times) => await MiddleAsync(next, times) + 1;

    private static async Task<int> MiddleAsync(Func<Task<int>> next, int times) => await InnerAsync(next, times) + 1;

    private static async Task<int> InnerAsync(Func<Task<int>> next, int times)
    {
        int sum = 0;
        for (int i = 0; i < times; i++)
        {
            sum += await next();
        }
        return sum;
    }
}
