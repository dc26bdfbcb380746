// Leave as is. Each test is a promise of the service; the README lists them.
namespace HonestAsync.Katas.BlockedLoop;

public sealed class WebhookServiceTests
{
    private const string Notebook = "See notebooks/06-blocked-loop.ipynb.";
    private static bool s_neverAtRest;

    [Fact]
    public Task The_heart_beats_on_time_while_a_document_is_parsed() => OnTheLoopAsync(async office =>
    {
        office.Log.Door.Close();
        var answer = office.ReceiveAsync("A:3");
        office.Log.Door.Open();
        await office.Parser.BegunAsync(1);
        await office.Heart.BeatAsync(10);
        office.Parser.FinishAll();
        await EndOfAsync(answer);

        office.HeartWasOnTime("one document was parsed");
        Assert.True(office.Heart.Beats >= 10, $"""
            While one document was parsed, 10 heartbeats were due and {office.Heart.Beats} came.
            Broken: nothing on the loop waits for a parse. {Notebook}
            """);
    });

    [Fact]
    public Task The_receipt_comes_when_the_webhook_is_kept_and_its_order_in_the_book() => OnTheLoopAsync(async office =>
    {
        office.Log.Door.Close();
        var answer = office.ReceiveAsync("A:3");
        await QuietAsync(office);
        Assert.True(office.Parser.Begun.Count == 0, $"""
            The log had not kept the webhook yet, and its document was parsed already.
            Broken: a webhook is kept before its document is parsed. {Notebook}
            """);
        office.Log.Door.Open();
        await office.Parser.BegunAsync(1);
        await QuietAsync(office);
        Assert.True(!answer.IsCompleted || office.Parser.Now == 0, $"""
            The caller had its answer while the document was being parsed.
            Broken: the receipt says what the document says, and its order is in the book by then. {Notebook}
            """);
        office.Parser.FinishAll();
        string end = await EndOfAsync(answer);
        var entered = office.Book.Orders;

        Assert.True(end == "Receipt { WebhookId = webhook 1, OrderNumber = A, Lines = 3 }" && entered is ["A"], $"""
            The caller's answer: {end}. In the book by then: {Listed(entered)}.
            Broken: the receipt says what the document says, and its order is in the book by then. {Notebook}
            """);

        office.Log.Fails = true;
        end = await EndOfAsync(office.ReceiveAsync("B:1"));
        Assert.True(end == nameof(LogUnavailableException) && office.Parser.Begun.Count == 1, $"""
            The log failed; the caller's answer: {end}; parsed so far: {Listed(office.Parser.Begun)}.
            Broken: a log that fails reaches its caller, and a webhook that was not kept is not parsed. {Notebook}
            """);
    });

    [Fact]
    public Task A_document_that_is_no_order_fails_for_its_caller_and_for_nobody_else() => OnTheLoopAsync(async office =>
    {
        office.Parser.FinishAll();
        var bad = await EndsOfAsync([.. Enumerable.Range(1, 5).Select(_ => office.ReceiveAsync("no order"))]);
        var good = await EndsOfAsync([.. Enumerable.Range(1, 5).Select(number => office.ReceiveAsync($"{number}:1"))]);

        Assert.True(bad.All(end => end == nameof(FormatException)) && office.Book.Rejected.Count == 5, $"""
            Five documents were no orders; their callers' answers: {Listed(bad)}; rejected in the book: {office.Book.Rejected.Count}.
            Broken: a document that is no order is rejected in the book, and its caller is told. {Notebook}
            """);
        Assert.True(good.All(end => end.StartsWith("Receipt", StringComparison.Ordinal)) && office.Book.Orders.Count == 5, $"""
            Five orders came after five documents that were none; their callers' answers: {Listed(good)}.
            Broken: a document that is no order is nobody else's trouble. {Notebook}
            """);
    });

    [Fact]
    public Task The_book_is_touched_on_the_loop_only() => OnTheLoopAsync(async office =>
    {
        for (int number = 1; number <= 2; number++)
        {
            office.Log.Door.Close();
            var answer = office.ReceiveAsync(number == 1 ? "A:3" : "no order");
            office.Log.Door.Open();
            await office.Parser.BegunAsync(number);
            office.Parser.FinishOne();
            await EndOfAsync(answer);
        }
        List<Task<Receipt>> answers = [.. new[] { "B:1", "C:1", "D:1", "no order" }.Select(each => office.ReceiveAsync(each))];
        await office.Parser.BegunAsync(3);
        await QuietAsync(office);
        office.Parser.FinishAll();
        await EndsOfAsync(answers);

        Assert.True(office.Book.Strays.Count == 0, $"""
            On another thread than the loop's: {Listed(office.Book.Strays)}.
            Broken: the book has no locks and belongs to the loop; only the loop's thread touches it. {Notebook}
            """);
    });

    [Fact]
    public Task A_burst_is_parsed_two_at_a_time_and_who_waits_holds_no_thread() => OnTheLoopAsync(async office =>
    {
        const int Burst = 40;
        var cost = new WaitFootprint();
        var answers = Enumerable.Range(1, Burst).Select(number => office.ReceiveAsync($"{number}:1")).ToList();
        await office.Parser.BegunAsync(2);
        await QuietAsync(office);
        int kept = office.Log.Kept;
        int threads = await cost.ThreadsAtRestAsync(few: Burst / 2);
        long timers = cost.Timers;
        // a beat and the turn in which it is waited for
        const int TurnsOfTheHeart = 2 * 10;
        int turns = office.Loop.Posts;
        await office.Heart.BeatAsync(10);
        turns = office.Loop.Posts - turns;
        for (int finished = 1; finished < Burst; finished++)
        {
            // the first document is the large one: it takes as long as all others
            office.Parser.FinishOne(newest: true);
            await office.Parser.BegunAsync(Math.Min(Burst, finished + 2));
        }
        int max = office.Parser.Max;
        office.Parser.FinishAll();
        var ends = await EndsOfAsync(answers);

        office.HeartWasOnTime($"a burst of {Burst} documents was parsed");
        TwoAtMost(max, $"{Burst} documents came at once");
        Assert.True(max == 2, $"""
            {Burst} documents came at once, and never were two of them parsed at a time.
            Broken: two documents are parsed at a time while two are there. {Notebook}
            """);
        Assert.True(kept == Burst, $"""
            {Burst} documents came at once; while the first two were parsed, {kept} of {Burst} webhooks had been kept.
            Broken: a webhook is kept when it comes, whoever is being parsed. {Notebook}
            """);
        Assert.True(threads < Burst / 2 && timers < Burst / 2 && turns < TurnsOfTheHeart + 5, $"""
            While {Burst - 2} documents waited in the line: {threads} threads were held, {timers} more timers, {turns} turns of the loop for 10 heartbeats.
            Broken: who waits holds no thread, and looks at no clock. {Notebook}
            """);
        Assert.True(ends.All(end => end.StartsWith("Receipt", StringComparison.Ordinal)) && office.Book.Orders.Count == Burst, $"""
            Of {Burst} documents, {office.Book.Orders.Count} are in the book; answers: {Listed(ends.Distinct())}.
            Broken: each order of a burst is entered and confirmed. {Notebook}
            """);
        await NoLineIsTooLongAsync(office);
    });

    [Fact]
    public Task Who_gives_up_in_line_is_let_go_at_once_and_not_parsed() => OnTheLoopAsync(async office =>
    {
        using var cancellation = new CancellationTokenSource();
        using var whileKept = new CancellationTokenSource();
        office.Log.Door.Close();
        var unkept = office.ReceiveAsync("Z:1", whileKept.Token);
        whileKept.Cancel();
        string unkeptEnd = await EndOfAsync(unkept, "the end of a caller who gave up while the log was writing");
        office.Log.Door.Open();
        await QuietAsync(office);
        Assert.True(unkeptEnd == "cancelled" && office.Parser.Begun.Count == 0, $"""
            A caller gave up while the log was writing; its answer: {unkeptEnd}; parsed afterwards: {Listed(office.Parser.Begun)}.
            Broken: who gives up before the parse is let go, and the document is not parsed. {Notebook}
            """);

        List<Task<Receipt>> others = [office.ReceiveAsync("A:1"), office.ReceiveAsync("B:1")];
        await office.Parser.BegunAsync(2);
        var answer = office.ReceiveAsync("C:1", cancellation.Token);
        others.Add(office.ReceiveAsync("D:1"));
        others.Add(office.ReceiveAsync("E:1"));
        await QuietAsync(office);
        bool begun = office.Parser.Begun.Contains("C:1");
        cancellation.Cancel();
        string end = begun ? "its parse had begun" : await EndOfAsync(answer, "the end of a caller who gave up in the line");
        await QuietAsync(office);
        // the other parse goes on: whatever the place that is free now makes of the caller who is gone comes to its end
        office.Parser.FinishOne(newest: true);
        await QuietAsync(office);
        int max = office.Parser.Max;
        office.Parser.FinishAll();
        await EndsOfAsync(others);

        Assert.True(begun || end == "cancelled", $"""
            A caller gave up before the parse of its document began; its answer: {end}.
            Broken: who gives up in the line is let go. {Notebook}
            """);
        Assert.True(begun || (!office.Parser.Begun.Contains("C:1") && !office.Book.Orders.Contains("C")), $"""
            A caller gave up in the line. Parsed afterwards: {Listed(office.Parser.Begun)}; in the book: {Listed(office.Book.Orders)}.
            Broken: what was given up in the line is neither parsed nor entered. {Notebook}
            """);
        TwoAtMost(max, "one caller gave up in the line");
    });

    [Fact]
    public Task Who_gives_up_during_its_parse_leaves_no_room_before_it_ends() => OnTheLoopAsync(async office =>
    {
        using var cancellation = new CancellationTokenSource();
        List<Task<Receipt>> given = [office.ReceiveAsync("A:1", cancellation.Token), office.ReceiveAsync("B:1", cancellation.Token)];
        await office.Parser.BegunAsync(2);
        List<Task<Receipt>> others = [office.ReceiveAsync("C:1"), office.ReceiveAsync("D:1")];
        cancellation.Cancel();
        await QuietAsync(office);
        int max = office.Parser.Max;
        office.Parser.FinishAll();
        var ends = await EndsOfAsync(given);
        await EndsOfAsync(others);
        // who answers first and enters later has entered by then, too
        await QuietAsync(office);
        var entered = office.Book.Orders;

        TwoAtMost(Math.Max(max, office.Parser.Max), "two callers gave up while theirs were parsed");
        Assert.True(ends.Count(end => end != "cancelled") == entered.Count(number => number is "A" or "B"), $"""
            Two callers gave up while their documents were parsed; their answers: {Listed(ends)}; in the book: {Listed(entered)}.
            Broken: what ends as cancelled is not entered, and what is confirmed is. {Notebook}
            """);
    });

    [Fact]
    public Task Who_gives_up_as_their_turn_comes_takes_no_place_along() => OnTheLoopAsync(async office =>
    {
        const int Rounds = 20;
        const string Two = "two at a time, also after callers who gave up as a place came free: they take none along";
        List<string> ends = [];
        for (int round = 0; round < Rounds; round++)
        {
            using var cancellation = new CancellationTokenSource();
            int begun = office.Parser.Begun.Count;
            List<Task<Receipt>> answers = [office.ReceiveAsync("A:1"), office.ReceiveAsync("B:1")];
            await office.Parser.BegunAsync(begun + 2, Two);
            answers.Add(office.ReceiveAsync("C:1", cancellation.Token));
            answers.Add(office.ReceiveAsync("D:1", cancellation.Token));
            // a place has come free, and whoever is next in the line has perhaps not had a turn of the loop yet
            office.Book.Entered = cancellation.Cancel;
            office.Parser.FinishAll();
            ends.AddRange(await EndsOfAsync(answers));
            office.Book.Entered = null;
            office.Parser.Hold();
        }

        Assert.True(ends.All(end => end == "cancelled" || end.StartsWith("Receipt", StringComparison.Ordinal)), $"""
            Callers gave up at the moment in which a place came free; the answers: {Listed(ends.Distinct())}.
            Broken: who gives up is let go, and nobody else hears of it. {Notebook}
            """);
        int last = office.Parser.Begun.Count;
        _ = office.ReceiveAsync("E:1");
        _ = office.ReceiveAsync("F:1");
        await office.Parser.BegunAsync(last + 2, Two);
    });

    private static async Task NoLineIsTooLongAsync(Office office)
    {
        const int Flood = 200;
        office.Parser.Hold();
        int kept = office.Log.Kept;
        var answers = Enumerable.Range(1, Flood).Select(number => office.ReceiveAsync($"{number}:1")).ToList();
        await QuietAsync(office);
        kept = office.Log.Kept - kept;
        office.Parser.FinishAll();
        var ends = await EndsOfAsync(answers);

        Assert.True(kept == Flood && ends.All(end => end.StartsWith("Receipt", StringComparison.Ordinal)), $"""
            {Flood} documents came while two were parsed: {kept} webhooks had been kept by then; answers: {Outcomes(ends)}.
            Broken: a webhook is kept when it comes and its order entered, however long the line is. {Notebook}
            """);
    }

    private static string Outcomes(IEnumerable<string> ends) =>
        Listed(ends.Select(end => end.Split(' ')[0]).Distinct());

    private static void TwoAtMost(int max, string when) => Assert.True(max <= 2, $"""
        When {when}, more than two documents were parsed at the same time.
        Broken: at most two documents are parsed at a time. {Notebook}
        """);

    // sorted: which of two parses ends first is nobody's promise
    private static string Listed(IEnumerable<string> items) =>
        string.Join(", ", items.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "nothing";

    private static async Task<List<string>> EndsOfAsync(IReadOnlyList<Task<Receipt>> answers)
    {
        List<string> ends = [];
        foreach (var answer in answers)
        {
            ends.Add(await EndOfAsync(answer));
        }
        return ends;
    }

    // through a gate, so that the watchdog can say what never came
    private static async Task<string> EndOfAsync(Task<Receipt> answer, string what = "the answer to a webhook")
    {
        var gate = new Gate(what);
        _ = answer.ContinueWith(_ => gate.Open(), TaskScheduler.Default);
        await gate.WaitAsync();
        return answer.IsCanceled ? "cancelled"
            : answer.Exception?.InnerException is { } error ? error.GetType().Name
            : (await answer).ToString();
    }

    /// <summary>Whatever was on its way to the pool or to the loop has begun, or there is one parse too many.</summary>
    private static async Task QuietAsync(Office office) =>
        await Task.WhenAny(office.Rest.WaitAsync(), office.Parser.Crowded);

    private static async Task OnTheLoopAsync(Func<Office, Task> body)
    {
        Office? office = null;
        // where callers hold threads of the pool, it is to have more of them at once: they are counted, not waited for
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), ports);
        try
        {
            await Watchdog.RunOnLoopAsync(async loop =>
            {
                await body(office = new Office(loop));
                Assert.True(loop.Unhandled.Count == 0, $"""
                    Nobody could catch this on the loop: {Listed(loop.Unhandled.Select(error => $"{error.GetType().Name}: {error.Message}"))}.
                    Broken: what fails, fails for its caller; here it would have ended the process. {Notebook}
                    """);
            });
        }
        finally
        {
            // whatever happened, no thread stays in the parser
            office?.Parser.FinishAll();
            s_neverAtRest |= office?.Rest.GaveUp == true;
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    private sealed class Office
    {
        private readonly WebhookService _service;
        private int _webhooks;

        public Office(EventLoop loop)
        {
            var time = new VirtualTime();
            Loop = loop;
            Parser = new FakeParser(time);
            Heart = new Heart(loop, time);
            // what one test has found out by a long wait, the next finds again by a short one
            Rest = new ThreadPoolQuiescence(loop, () => Parser.HeldThreads) { GaveUp = s_neverAtRest };
            Log.Door.Open();
            _service = new WebhookService(Log, Parser, Book);
        }

        public EventLoop Loop { get; }

        public FakeLog Log { get; } = new();

        public FakeParser Parser { get; }

        public FakeBook Book { get; } = new();

        public Heart Heart { get; }

        public ThreadPoolQuiescence Rest { get; }

        public Task<Receipt> ReceiveAsync(string document, CancellationToken cancellationToken = default) =>
            _service.ReceiveAsync(new Webhook($"webhook {++_webhooks}", document), cancellationToken);

        public void HeartWasOnTime(string when) => Assert.True(Heart.LatestBy == 0, $"""
            While {when}, a heartbeat came {Heart.LatestBy:0} ms late: the loop's only thread was parsing.
            Broken: nothing on the loop waits for a parse. {Notebook}
            """);
    }
}
