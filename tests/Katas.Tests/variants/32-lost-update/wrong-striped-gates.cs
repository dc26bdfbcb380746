// caught by: No_account_waits_for_another — a thousand gates need no clean-up, and accounts rarely meet
namespace HonestAsync.Katas.LostUpdate;

public sealed class Wallet(IBalanceStore store)
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<decimal> DepositAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            decimal after = balance.Amount + amount;
            await store.WriteAsync(account, after, cancellationToken);
            return after;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<bool> WithdrawAsync(
        string account, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

        var gate = GateOf(account);
        await gate.WaitAsync(cancellationToken);
        try
        {
            var balance = await store.ReadAsync(account, cancellationToken);
            if (balance.Amount < amount)
            {
                return false;
            }
            await store.WriteAsync(account, balance.Amount - amount, cancellationToken);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<decimal> BalanceAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return (await store.ReadAsync(account, cancellationToken)).Amount;
    }

    private SemaphoreSlim GateOf(string account) => _gates[(uint)account.GetHashCode(StringComparison.Ordinal) % _gates.Length];
}
