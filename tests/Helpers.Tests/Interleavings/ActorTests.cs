using System.Threading.Channels;

namespace HonestAsync.Helpers.Tests;

public class ActorTests
{
    [Theory]
    [InlineData("in the set-up")]
    [InlineData("in the set-up, on the pool")]
    [InlineData("lazily")]
    [InlineData("lazily, on the pool")]
    [InlineData("lazily, on the pool, without the flow")]
    public void An_actor_is_explored_completely_wherever_its_loop_was_started(string start)
    {
        var exploration = Interleavings.Explore(s => Deposits(s, store => new ActorWallet(store, start)));

        // an actor's loop is woken by posts, and on the pool
        Assert.True(exploration.Passes(ExplorationGaps.Any), exploration.ToString());
        Assert.False(exploration.Gaps.HasFlag(ExplorationGaps.NoCalls), exploration.ToString());
        Assert.Equal(["15"], exploration.Outcomes.Keys);
        Assert.Equal(6, exploration.Schedules);
    }

    [Theory]
    [InlineData("in the set-up, on the pool")]
    [InlineData("lazily, on the pool, without the flow")]
    public void Two_loops_on_one_queue_race_and_that_is_found(string start)
    {
        var exploration = Interleavings.Explore(s => Deposits(s, store => new ActorWallet(store, start, loops: 2)));

        Assert.Equal(ExplorationVerdict.Failed, exploration.Verdict);
        Assert.Contains("5", exploration.Outcomes.Keys);
    }

    private static void Deposits(Scenario s, Func<Store, IWallet> make)
    {
        var store = new Store(s.Dependency("store"));
        var wallet = make(store);
        s.Operation("deposit 10", () => wallet.DepositAsync(10));
        s.Operation("deposit 5", () => wallet.DepositAsync(5));
        s.Outcome(() => store.Balance);
        s.Expect("no deposit is lost", () => store.Balance == 15, () => store.Balance);
    }

    private sealed class ActorWallet : IWallet
    {
        private readonly Channel<(int Amount, TaskCompletionSource Done)> _queue =
            Channel.CreateUnbounded<(int Amount, TaskCompletionSource Done)>();

        private readonly Store _store;
        private readonly string _start;
        private readonly int _loops;
        private bool _started;

        public ActorWallet(Store store, string start, int loops = 1)
        {
            (_store, _start, _loops) = (store, start, loops);
            if (start.StartsWith("in the set-up", StringComparison.Ordinal))
            {
                Start();
            }
        }

        public async Task DepositAsync(int amount)
        {
            Start();
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _queue.Writer.WriteAsync((amount, done));
            await done.Task;
        }

        private void Start()
        {
            for (int i = 0; i < _loops && !_started; i++)
            {
                StartOne();
            }
            _started = true;
        }

        private void StartOne()
        {
            if (_start.EndsWith("without the flow", StringComparison.Ordinal))
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(LoopAsync);
                }
            }
            else
            {
                _ = _start.Contains("pool", StringComparison.Ordinal) ? Task.Run(LoopAsync) : LoopAsync();
            }
        }

        private async Task LoopAsync()
        {
            await foreach (var (amount, done) in _queue.Reader.ReadAllAsync())
            {
                int balance = await _store.ReadAsync();
                await _store.WriteAsync(balance + amount);
                done.SetResult();
            }
        }
    }
}
