// Leave as is. Each test is a promise of the batch; the README lists them.
namespace HonestAsync.Katas.FakeParallel;

public sealed class StatementBatchTests
{
    private const string Notebook = "See notebooks/04-serial-concurrent-parallel.ipynb.";

    [Fact]
    public Task The_loop_is_free_while_a_batch_is_rendered() => OnTheLoopAsync(async office =>
    {
        foreach (var (count, atATime) in new[] { (8, 3), (8, 1), (1, 3) })
        {
            var renderer = office.NewRenderer();
            var batch = office.RenderAll(count, atATime);
            bool wasOver = batch.IsCompleted;
            await renderer.BegunAsync(1, "a batch is rendered");
            // these are turns of the loop, and nothing has been finished yet
            await QuietAsync();
            renderer.FinishAll();
            await EndOfAsync(batch);

            Assert.True(renderer.OnTheLoop == 0, $"""
                {renderer.OnTheLoop} of {count} statements were rendered on the loop's only thread{(wasOver ? ", and the batch was over when the call came back" : "")}.
                Broken: the loop is free while a batch is rendered. {Notebook}
                """);
        }
    });

    [Fact]
    public Task As_many_are_rendered_at_the_same_time_as_the_options_allow() => OnTheLoopAsync(async office =>
    {
        int processors = Environment.ProcessorCount;
        (int, int)[] batches = [(12, 3), (12, 1), (12, 2), (12, 5), (2, 5), (processors + 4, processors + 2)];
        foreach (var (count, atATime) in batches)
        {
            var renderer = office.NewRenderer();
            int wanted = Math.Min(count, atATime);
            var batch = office.RenderAll(count, atATime);
            await renderer.BegunAsync(wanted, $"{wanted} of {count} statements at the same time are wanted");
            await QuietAsync();
            renderer.FinishAll();
            string end = await EndOfAsync(batch);

            Assert.True(renderer.Max == wanted && end == "all pages", $"""
                A batch of {count} statements, {atATime} at a time: at most {renderer.Max} of them at the same time, not {wanted}; the answer: {end}.
                Broken: MaxParallel statements are rendered at the same time, as long as so many are left, and no more. {Notebook}
                """);
        }
    });

    [Fact]
    public Task A_statement_that_takes_long_holds_up_no_other() => OnTheLoopAsync(async office =>
    {
        var batch = office.RenderAll(9, atATime: 3);
        await office.Renderer.BegunAsync(3, "3 of 9 statements at the same time are wanted");
        office.Renderer.FinishAll(but: Number(1));
        await office.Renderer.EndedAsync(8,
            $"statement {Number(1)} takes long, and the other 8 of its batch do not wait for it");
        await QuietAsync();
        bool wasOver = batch.IsCompleted && office.Renderer.Now > 0;
        office.Renderer.FinishAll();
        string end = await EndOfAsync(batch);

        Assert.True(!wasOver && end == "all pages", $"""
            One statement of nine took long; {(wasOver ? "the caller had its answer meanwhile" : "the answer")}: {end}.
            Broken: a batch is over when its last page is there. {Notebook}
            """);
    });

    [Fact]
    public Task The_pages_come_in_the_order_of_the_statements() => OnTheLoopAsync(async office =>
    {
        const int Count = 8;
        var batch = office.RenderAll(Count, atATime: 4);
        await office.Renderer.BegunAsync(4, "4 of 8 statements at the same time are wanted");
        for (int ended = 1; ended <= Count; ended++)
        {
            office.Renderer.FinishLowest();
            await office.Renderer.EndedAsync(ended, "one of those that were being rendered was finished");
            await office.Renderer.BegunAsync(Math.Min(Count, ended + 1), "there are statements left");
        }
        string end = await EndOfAsync(batch);

        Assert.True(end == "all pages", $"""
            The first statement was finished last; the answer: {end}.
            Broken: the pages come in the order of the statements. {Notebook}
            """);
    });

    [Fact]
    public Task A_statement_that_cannot_be_rendered_fails_the_batch_and_is_named() => OnTheLoopAsync(async office =>
    {
        foreach (int place in new[] { 3, 4, 5, 6, 7 })
        {
            office.Renderer.Misfits.Add(Number(place));
        }
        office.Renderer.FinishAll();
        string end = await EndOfAsync(office.RenderAll(9, atATime: 2));
        Assert.True(office.Renderer.Misfits.Any(number => end == Named(number)), $"""
            Five statements of nine did not fit their form; the answer: {end}.
            Broken: a statement that cannot be rendered fails the batch with a StatementException that names it. {Notebook}
            """);

        var twice = office.Renderer.Begun.GroupBy(number => number).Where(all => all.Count() > 1).ToList();
        Assert.True(twice.Count == 0, $"""
            Five statements of nine did not fit their form; rendered more than once: {string.Join(", ", twice.Select(all => all.Key))}.
            Broken: each statement is rendered once. {Notebook}
            """);

        var renderer = office.NewRenderer();
        renderer.Misfits.Add(Number(1));
        var batch = office.RenderAll(8, atATime: 2);
        await renderer.BegunAsync(2, "2 of 8 statements at the same time are wanted");
        bool wasOver = false;
        for (int finished = 1; finished <= 5; finished++)
        {
            renderer.FinishHighest();
            await QuietAsync();
            wasOver |= batch.IsCompleted && renderer.Now > 0;
        }
        renderer.FinishAll();
        end = await EndOfAsync(batch);

        Assert.True(!wasOver && end == Named(Number(1)), $"""
            The first statement of eight did not fit its form{(wasOver ? "; the caller was told while others were being rendered" : "")}; the answer: {end}.
            Broken: when a batch has ended, in whatever way, nothing of it is being rendered any more. {Notebook}
            """);
        Assert.True(renderer.Max <= 2, $"""
            The first statement of eight did not fit its form; {renderer.Max} were rendered at the same time, and 2 may be.
            Broken: MaxParallel statements are rendered at the same time, and never more. {Notebook}
            """);
        await TheNextBatchIsFineAsync(office, "after a batch that failed");
    });

    [Fact]
    public Task Who_cancels_is_told_so_and_what_has_not_begun_is_not_rendered() => OnTheLoopAsync(async office =>
    {
        var cancelled = new CancellationToken(canceled: true);
        string end = await EndOfAsync(office.RenderAll(8, atATime: 2, cancelled));
        Assert.True(end == "cancelled" && office.Renderer.Begun.Count == 0, $"""
            The caller had cancelled before the batch began; rendered: {office.Renderer.Begun.Count} of 8; the answer: {end}.
            Broken: who cancels is told so, and what has not begun is not rendered. {Notebook}
            """);

        using var cancellation = new CancellationTokenSource();
        var batch = office.RenderAll(8, atATime: 2, cancellation.Token);
        await office.Renderer.BegunAsync(2, "2 of 8 statements at the same time are wanted");
        await QuietAsync();
        int begun = office.Renderer.Begun.Count;
        cancellation.Cancel();
        await QuietAsync();
        bool wasOver = batch.IsCompleted && office.Renderer.Now > 0;
        office.Renderer.FinishAll();
        end = await EndOfAsync(batch);
        int late = office.Renderer.Begun.Count - begun;

        Assert.True((begun == 8 || end == "cancelled") && late == 0, $"""
            The caller cancelled when {begun} of 8 renderings had begun; {late} more began afterwards; the answer: {end}.
            Broken: who cancels is told so, and what has not begun is not rendered. {Notebook}
            """);
        Assert.True(!wasOver, $"""
            The caller cancelled, and was told so while statements were still being rendered.
            Broken: when a batch has ended, in whatever way, nothing of it is being rendered any more. {Notebook}
            """);
        await TheNextBatchIsFineAsync(office, "after a batch that was cancelled");
    });

    [Fact]
    public Task Who_waits_for_a_place_holds_no_thread() => OnTheLoopAsync(async office =>
    {
        const int Count = 40, Yields = 500, Few = 5;
        long timers = 0;
        var cost = new WaitFootprint();
        var batch = office.RenderAll(Count, atATime: 2);
        await office.Renderer.BegunAsync(2, "2 of 40 statements at the same time are wanted");
        await QuietAsync();
        int threads = await cost.ThreadsAtRestAsync(few: Count / 2);
        int turns = office.Loop.Posts;
        for (int i = 0; i < Yields; i++)
        {
            await Task.Yield();
            // whoever asks again and again has a timer now, or a turn of the loop soon
            timers = Math.Max(timers, cost.Timers);
        }
        turns = office.Loop.Posts - turns - Yields;
        office.Renderer.FinishAll();
        await EndOfAsync(batch);

        Assert.True(threads < Count / 2 && timers < Count / 2 && turns < Few, $"""
            While {Count - 2} statements waited for a place: {threads} threads were held, {timers} more timers, {turns} more turns of the loop.
            Broken: who waits for a place holds no thread, and does not poll. {Notebook}
            """);
    });

    // This is the test the team had, and it was green all year: a renderer that needs no time is as quick
    // one after another as all at once.
    [Fact]
    public Task A_batch_that_takes_no_time_has_all_its_pages() => OnTheLoopAsync(async office =>
    {
        foreach (int count in new[] { 0, 1, 25 })
        {
            var renderer = office.NewRenderer();
            renderer.FinishAll();
            string end = await EndOfAsync(office.RenderAll(count, atATime: 4));

            Assert.True(end == "all pages" && renderer.Begun.Count == count, $"""
                A batch of {count} statements, {renderer.Begun.Count} renderings; the answer: {end}.
                Broken: each statement is rendered once, and its page is there. {Notebook}
                """);
        }
    });

    // the numbers run down, so that sorting by them brings no order back
    private static string Number(int place) => $"S-{1000 - place}";

    private static string Named(string number) => $"{nameof(StatementException)} for {number}";

    private static async Task TheNextBatchIsFineAsync(Office office, string when)
    {
        office.Renderer.Misfits.Clear();
        office.Renderer.Hold();
        int begun = office.Renderer.Begun.Count;
        var batch = office.RenderAgain(6);
        await office.Renderer.BegunAsync(begun + 2,
            $"2 of 6 statements at the same time are wanted, also {when}");
        await QuietAsync();
        office.Renderer.FinishAll();
        string end = await EndOfAsync(batch);
        int max = office.Renderer.Max;
        Assert.True(end == "all pages" && max <= 2, $"""
            The next batch {when}, 2 statements at a time: {max} were rendered at the same time; the answer: {end}.
            Broken: what happens to one batch does not happen to the next. {Notebook}
            """);
    }

    /// <summary>Whatever was on its way to the pool or to the loop has begun.</summary>
    private static async Task QuietAsync()
    {
        for (int round = 0; round < 20; round++)
        {
            var gate = new Gate("a free thread of the pool, which has nothing to do but to render");
            ThreadPool.QueueUserWorkItem(_ => gate.Open());
            await gate.WaitAsync();
            await Task.Yield();
        }
    }

    // through a gate, so that the watchdog can say what never came
    private static async Task<string> EndOfAsync(Task<string> answer)
    {
        var gate = new Gate("the end of a batch");
        _ = answer.ContinueWith(_ => gate.Open(), TaskScheduler.Default);
        await gate.WaitAsync();
        return await answer;
    }

    private static async Task OnTheLoopAsync(Func<Office, Task> body)
    {
        Office? office = null;
        // where waiting holds threads of the pool, it is to have them at once: they are counted, not waited for
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 64) + Environment.ProcessorCount, ports);
        try
        {
            await Watchdog.RunOnLoopAsync(async loop =>
            {
                await body(office = new Office(loop));
                Assert.True(loop.Unhandled.Count == 0, $"""
                    Nobody could catch this on the loop: {string.Join(", ", loop.Unhandled.Select(error => error.GetType().Name))}.
                    Broken: what fails, fails the batch; here it would have ended the process. {Notebook}
                    """);
            });
        }
        catch (HungException hung) when (office is not null)
        {
            var renderer = office.Renderer;
            throw new HungException($"""
                {hung.Message}
                Renderings begun by then: {renderer.Begun.Count}; at the same time: at most {renderer.Max}.
                Broken: {renderer.Unkept ?? "a batch comes to its end, also one that fails or is cancelled"}. {Notebook}
                """);
        }
        finally
        {
            // whatever happened, no thread stays in the renderer
            office?.Renderer.FinishAll();
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    private sealed class Office(EventLoop loop)
    {
        private StatementBatch? _batch;

        public EventLoop Loop => loop;

        public FakeRenderer Renderer { get; private set; } = new();

        public FakeRenderer NewRenderer()
        {
            Renderer.FinishAll();
            return Renderer = new FakeRenderer();
        }

        public Task<string> RenderAll(int count, int atATime, CancellationToken cancellationToken = default)
        {
            _batch = new StatementBatch(Renderer, new BatchOptions(atATime));
            return RenderAgain(count, cancellationToken);
        }

        /// <summary>A further batch, by the same object; the answer comes in words.</summary>
        public async Task<string> RenderAgain(int count, CancellationToken cancellationToken = default)
        {
            var statements = Enumerable.Range(1, count).Select(place => new Statement(Number(place))).ToList();
            try
            {
                // what comes into the list later is not printed
                Page[] pages = [.. await _batch!.RenderAllAsync(statements, cancellationToken)];
                return pages.SequenceEqual(statements.Select(FakeRenderer.PageOf)) ? "all pages"
                    : $"{pages.Length} pages for {count} statements: "
                    + string.Join(", ", pages.Select(page => page?.Statement ?? "nothing"));
            }
            catch (StatementException error)
            {
                return Named(error.Number);
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
            catch (Exception error)
            {
                return error.GetType().Name;
            }
        }
    }
}
