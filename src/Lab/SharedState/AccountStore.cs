using System.Diagnostics;

namespace HonestAsync.Lab;

/// <summary>What the store holds: never changed, only replaced.</summary>
public sealed record Account(int Balance);

/// <summary>
/// A remote store with one account. Each asynchronous call is one round trip on a <see cref="ScriptedDependency"/>: it
/// takes effect when it is answered, and the owner of the script decides when that is. Thread-safe.
/// </summary>
[DebuggerDisplay("{Balance}")]
public sealed class AccountStore(ScriptedDependency network)
{
    private Account _account = new(0);

    /// <summary>The balance now, without a round trip: for checks at the end.</summary>
    public int Balance => Volatile.Read(ref _account).Balance;

    /// <summary>The balance at the moment of the answer.</summary>
    public Task<int> ReadAsync() => network.CallAsync("read", () => Balance);

    /// <summary>Overwrites the balance, whatever it was.</summary>
    public Task WriteAsync(int balance) => network.CallAsync($"write {balance}", () => Write(balance));

    /// <summary>The account itself, as an immutable snapshot.</summary>
    public Task<Account> SnapshotAsync() => network.CallAsync("snapshot", () => Volatile.Read(ref _account));

    /// <summary>
    /// Replaces <paramref name="seen"/> with <paramref name="next"/>, or answers false if the account is no
    /// longer that very snapshot: optimistic concurrency, as with a row version in a database.
    /// </summary>
    public Task<bool> TryReplaceAsync(Account seen, Account next) => network.CallAsync(
        $"replace {seen.Balance} by {next.Balance}",
        // by reference: records compare by value, and an equal balance may be a later one
        () => ReferenceEquals(Interlocked.CompareExchange(ref _account, next, seen), seen));

    /// <summary>Reads, adds and writes where the data is, in one call.</summary>
    public Task AddAsync(int amount) => network.CallAsync($"add {amount}", () => Write(Balance + amount));

    /// <summary>What a synchronous driver offers: the caller's thread waits.</summary>
    public int Read() => Balance;

    /// <inheritdoc cref="Read"/>
    public void Write(int balance) => Volatile.Write(ref _account, new Account(balance));
}
