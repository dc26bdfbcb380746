using Microsoft.Data.Sqlite;

namespace HonestAsync.Lab;

/// <summary>What an asynchronous method of the SQLite provider had done when it returned.</summary>
/// <param name="Method">Its name.</param>
/// <param name="WasComplete">Its task was complete: the work had been done by the caller's thread.</param>
/// <param name="SameThread">The code after the await went on where it was.</param>
public sealed record SqliteCall(string Method, bool WasComplete, bool SameThread)
{
    /// <summary>
    /// Opens a database in a temporary file, writes and reads through the provider's asynchronous methods.
    /// The file is removed; a bounded amount of work, well under a second.
    /// </summary>
    /// <param name="rows">Rows to write and to count, so that there is work to wait for.</param>
    public static async Task<IReadOnlyList<SqliteCall>> ObserveAsync(int rows = 20_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, 1_000_000);
        SQLitePCL.Batteries_V2.Init();
        var calls = new List<SqliteCall>();
        using var folder = new TempDirectory();
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "orders.db")};Pooling=False");
        await using (connection.ConfigureAwait(false))
        {
            await ObserveAsync("OpenAsync", connection.OpenAsync()).ConfigureAwait(false);
            using var command = connection.CreateCommand();
            command.CommandText =
                "CREATE TABLE orders AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows) "
                + "SELECT i AS id, i % 97 AS amount FROM n";
            command.Parameters.AddWithValue("$rows", rows);
            await ObserveAsync("ExecuteNonQueryAsync", command.ExecuteNonQueryAsync()).ConfigureAwait(false);
            using var sum = connection.CreateCommand();
            sum.CommandText = "SELECT sum(amount) FROM orders";
            await ObserveAsync("ExecuteScalarAsync", sum.ExecuteScalarAsync()).ConfigureAwait(false);
            sum.CommandText = "SELECT id FROM orders ORDER BY amount, id LIMIT 2";
            var reading = sum.ExecuteReaderAsync();
            await ObserveAsync("ExecuteReaderAsync", reading).ConfigureAwait(false);
            var reader = await reading.ConfigureAwait(false);
            await ObserveAsync("ReadAsync", reader.ReadAsync()).ConfigureAwait(false);
            await reader.DisposeAsync().ConfigureAwait(false);
        }
        return calls;

        // the argument has been evaluated: this is the very moment of the call's return
        async Task ObserveAsync(string method, Task call)
        {
            bool wasComplete = call.IsCompleted;
            int before = Environment.CurrentManagedThreadId;
            await call.ConfigureAwait(false);
            calls.Add(new SqliteCall(method, wasComplete, Environment.CurrentManagedThreadId == before));
        }
    }

    /// <summary>The calls as a table.</summary>
    public static TextTable Table(IReadOnlyList<SqliteCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return calls.Aggregate(TextTable.Of("method", "complete on return", "same thread after it"),
            (table, call) => table.Row(call.Method, call.WasComplete ? "yes" : "no", call.SameThread ? "yes" : "no"));
    }
}
