namespace HonestAsync.Lab;

/// <summary>A page of a list that only the page before it leads to.</summary>
/// <param name="Row">What is on it.</param>
/// <param name="Next">The cursor of the next page; 0 after the last.</param>
public sealed record Page(string Row, int Next);

/// <summary>
/// A store over a network: it keeps prices, a list in pages, and a log. A call takes effect when it is answered.
/// </summary>
public sealed class RemoteShop(ScriptedDependency network)
{
    private readonly List<string> _log = [];

    /// <summary>The lines of the log, in the order in which they arrived.</summary>
    public string Log => string.Join(' ', _log);

    /// <summary>Explores a loop in every order in which its calls can be answered.</summary>
    /// <param name="loop">Calls the shop and returns its result.</param>
    /// <param name="expected">The result of the loop that awaits one call after the other.</param>
    public static Exploration Explore(Func<RemoteShop, Task<string>> loop, string expected)
    {
        ArgumentNullException.ThrowIfNull(loop);
        return Interleavings.Explore(scenario =>
        {
            var shop = new RemoteShop(scenario.Dependency("shop"));
            string result = "";
            scenario.Operation("the loop", async () => result = await loop(shop));
            scenario.Outcome(() => result);
            scenario.Expect("the same result as in turn", () => result == expected, () => result);
        });
    }

    /// <summary>The price of an article.</summary>
    public Task<int> PriceAsync(int article) => network.CallAsync($"price {article}", () => article * 10);

    /// <summary>A page of the list; the first has the cursor 1, and there are four.</summary>
    public Task<Page> PageAsync(int cursor) =>
        network.CallAsync($"page {cursor}", () => new Page($"row{cursor}", cursor < 4 ? cursor + 1 : 0));

    /// <summary>Adds a line to the log.</summary>
    public Task AppendAsync(string line) => network.CallAsync($"append {line}", () => _log.Add(line));
}
