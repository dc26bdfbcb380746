namespace HonestAsync.Helpers.Tests;

internal interface IWallet
{
    Task DepositAsync(int amount);
}

internal sealed class Store(ScriptedDependency script)
{
    public int Balance { get; private set; }

    public Task<int> ReadAsync() => script.CallAsync("read", () => Balance);

    public Task WriteAsync(int balance) => script.CallAsync($"write {balance}", () =>
    {
        Balance = balance;
    });
}

internal sealed class UnlockedWallet(Store store) : IWallet
{
    public async Task DepositAsync(int amount)
    {
        int balance = await store.ReadAsync();
        await store.WriteAsync(balance + amount);
    }
}

internal sealed class RacyOffTheLoopWallet(Store store, bool throughThePool) : IWallet
{
    public async Task DepositAsync(int amount)
    {
        int balance = throughThePool
            ? await Task.Run(store.ReadAsync).ConfigureAwait(false)
            : await store.ReadAsync().ConfigureAwait(false);
        await store.WriteAsync(balance + amount).ConfigureAwait(false);
    }
}

internal sealed class GatedWallet(Store store) : IWallet
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task DepositAsync(int amount)
    {
        await _gate.WaitAsync();
        try
        {
            await store.WriteAsync(await store.ReadAsync() + amount);
        }
        finally
        {
            _gate.Release();
        }
    }
}

internal sealed class GatedOffTheLoopWallet(Store store) : IWallet
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task DepositAsync(int amount)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            int balance = await store.ReadAsync().ConfigureAwait(false);
            await store.WriteAsync(balance + amount).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}

internal sealed class GatedWithTokenWallet(Store store, CancellationToken token) : IWallet
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task DepositAsync(int amount)
    {
        await _gate.WaitAsync(token);
        try
        {
            int balance = await store.ReadAsync().WaitAsync(token);
            await store.WriteAsync(balance + amount).WaitAsync(token);
        }
        finally
        {
            _gate.Release();
        }
    }
}

internal sealed class OnThePoolWallet(Store store) : IWallet
{
    private readonly GatedWallet _inner = new(store);

    public Task DepositAsync(int amount) => Task.Run(() => _inner.DepositAsync(amount));
}
