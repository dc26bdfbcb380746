// right — the gate of an account goes away with its last user
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        using var lease = await EnterAsync(account, cancellationToken);
        var balance = await store.ReadAsync(account, cancellationToken);
        decimal after = balance.Amount + amount;
        await store.WriteAsync(account, after, cancellationToken);
        return after;
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        using var lease = await EnterAsync(account, cancellationToken);
        var balance = await store.ReadAsync(account, cancellationToken);
        if (balance.Amount < amount)
        {
            return false;
        }
        await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
        return true;
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private async Task<IDisposable> EnterAsync(string account, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(account, out entry!))
            {
                _entries[account] = entry = new Entry();
            }
            entry.Users++;
        }
        try
        {
            await entry.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(account, entry);
            throw;
        }
        return new Lease(this, account, entry);
    }

    private void Leave(string account, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users == 0)
            {
                _entries.Remove(account);
            }
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Lease(Wallet wallet, string account, Entry entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Gate.Release();
            wallet.Leave(account, entry);
        }
    }
}
