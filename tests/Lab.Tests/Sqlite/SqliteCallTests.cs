namespace HonestAsync.Lab.Tests.Sqlite;

public class SqliteCallTests
{
    [Fact]
    public async Task Every_asynchronous_method_has_done_its_work_before_it_returns()
    {
        var calls = await SqliteCall.ObserveAsync(rows: 1_000);

        Assert.Equal(["OpenAsync", "ExecuteNonQueryAsync", "ExecuteScalarAsync", "ExecuteReaderAsync", "ReadAsync"], calls.Select(call => call.Method));
        Assert.All(calls, call => Assert.True(call is { WasComplete: true, SameThread: true }, call.ToString()));
        Assert.Equal(5, SqliteCall.Table(calls).Rows.Count);
    }
}
