namespace HonestAsync.Lab.Flows;

/// <summary>Three async methods, one inside the other, and one await that suspends. Compiled again by the lab itself.</summary>
public static class ThreeDeep
{
    /// <summary>Awaits the middle one.</summary>
    public static async Task<int> OuterAsync(Task<int> awaited) => await MiddleAsync(awaited) + 1;

    private static async Task<int> MiddleAsync(Task<int> awaited) => await InnerAsync(awaited) + 1;

    private static async Task<int> InnerAsync(Task<int> awaited) => await awaited + 1;
}
