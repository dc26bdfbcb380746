namespace HonestAsync.Lab.Tests.Batches;

public class RemoteShopTests
{
    [Fact]
    public void Prices_asked_together_are_right_in_every_order() =>
        Assert.Equal((24, 0), Counts(async shop => string.Join(' ', await Task.WhenAll(Four().Select(shop.PriceAsync))), "10 20 30 40"));

    [Fact]
    public void Lines_sent_together_arrive_in_their_order_once() =>
        Assert.Equal((24, 23), Counts(
            async shop =>
            {
                await Task.WhenAll(Four().Select(line => shop.AppendAsync($"{line}")));
                return shop.Log;
            },
            "1 2 3 4"));

    [Fact]
    public void Pages_have_a_row_and_lead_to_the_next_until_the_last() =>
        Assert.Equal((1, 0), Counts(
            async shop =>
            {
                var rows = new List<string>();
                for (int cursor = 1; cursor > 0;)
                {
                    var page = await shop.PageAsync(cursor);
                    rows.Add(page.Row);
                    cursor = page.Next;
                }
                return string.Join(' ', rows);
            },
            "row1 row2 row3 row4"));

    private static IEnumerable<int> Four() => Enumerable.Range(1, 4);

    private static (long Schedules, long Failing) Counts(Func<RemoteShop, Task<string>> loop, string expected)
    {
        var explored = RemoteShop.Explore(loop, expected);
        return (explored.Schedules, explored.Failing);
    }
}
