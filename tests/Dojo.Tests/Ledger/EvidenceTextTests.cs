namespace HonestAsync.Dojo.Tests;

public sealed class EvidenceTextTests
{
    [Theory]
    [InlineData("threads 1, 100 deposits make 1, losing orders 12",
        "threads = 1; 100 deposits make = 1; losing orders = 12")]
    [InlineData("balances before 1, came into the lock, of 50 0",
        "balances before = 1; came into the lock, of 50 = 0")]
    [InlineData("waits in turn 10,000 virtual ms, once 120 B, met yes",
        "waits in turn = 10,000 virtual ms; once = 120 B; met = yes")]
    [InlineData("done / 1 ns 41.3x (40.84–44.26, 60 pairs), same no",
        "done / 1 ns = 41.3x (40.84–44.26, 60 pairs); same = no")]
    [InlineData("10, 100 and 1,000 on 16 threads, a second 50 50 50, awaited 5",
        "10, 100 and 1,000 on 16 threads, a second = 50 50 50; awaited = 5")]
    [InlineData("right decisions 5, of 5", "right decisions = 5; of 5")]
    [InlineData("loads 2, after a failure TimeoutException", "loads = 2; after a failure TimeoutException")]
    [InlineData("about people", "about people")]
    [InlineData("", "")]
    public void Where_a_name_ends_and_its_value_begins_is_marked(string row, string readable) =>
        Assert.Equal(readable, EvidenceText.Readable(row, "Count"));

    [Fact]
    public void A_trace_of_words_stays_as_it_is()
    {
        const string Row = "trace asks: done? no, suspends, resumes";

        Assert.Equal(Row, EvidenceText.Readable(Row, "Trace"));
    }
}
