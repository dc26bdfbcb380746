// Leave as is. Each test is a promise of the service; the README lists them.
namespace HonestAsync.Katas.ValuetaskTwice;

public sealed class MeterServiceTests
{
    private const string Notebook = "See notebooks/03-price-of-await.ipynb.";
    private static readonly Meter s_press = new("press");
    private static readonly Meter s_oven = new("oven");

    [Fact]
    public Task A_value_that_has_to_be_waited_for_is_answered() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        var display = hall.ReadAsync(s_press);
        hall.AnswerIfAsked(s_press, 42);
        string told = await ToldAsync(display);
        Assert.True(told == "42", $"""
            A display asked for the press, the bus answered 42, and the display was told {told}.
            {hall.Misuses}
            Broken: whoever asks gets the value. {Notebook}
            """);
    });

    [Fact]
    public Task A_value_that_is_known_is_answered_at_once() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        hall.Siren.Door.Open();
        hall.Bus.Knows(s_press, 42);
        hall.Bus.Knows(s_oven, 90);
        Task<int>[] answers = [hall.ReadAsync(s_press), hall.ReadAsync(s_press), hall.ReadAsync(s_oven)];
        bool atOnce = answers.All(answer => answer.IsCompletedSuccessfully);
        Assert.True(atOnce && answers.Select(answer => answer.Result).SequenceEqual([42, 42, 90]), $"""
            The driver knew the values of the press and the oven; answered at once: {(atOnce ? "yes" : "no")}.
            Broken: what the driver knows is answered at once, and as it is. {Notebook}
            """);

        hall.Bus.Knows(s_press, 43);
        string later = await ToldAsync(hall.ReadAsync(s_press));
        Assert.True(later == "43", $"""
            The driver knew 42 for the press, and displays were told; then it knew 43; told: {later}.
            Broken: what the driver knows is answered as it is now, not as it was. {Notebook}
            """);
    });

    [Fact]
    public Task Meters_are_read_beside_one_another() => Watchdog.RunAsync(() =>
    {
        var hall = new Hall();
        hall.Bus.Knows(s_oven, 20);
        _ = hall.ReadAsync(s_press);
        _ = hall.ReadAsync(new Meter("pump"));
        bool known = hall.ReadAsync(s_oven).IsCompleted;
        Assert.True(known && hall.Bus.Asked.SequenceEqual(["press", "pump"]), $"""
            The press was being read; a display wanted the pump. Asked of the bus: {Listed(hall.Bus.Asked)}.
            Broken: no meter waits for another one. {Notebook}
            """);
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_meter_is_read_again_and_again() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        hall.Bus.Knows(s_press, 40);
        List<string> told = [await ToldAsync(hall.ReadAsync(s_press))];
        hall.Bus.Knows(s_press, null);
        foreach (int value in new[] { 41, 42, 43 })
        {
            var display = hall.ReadAsync(s_press);
            hall.AnswerIfAsked(s_press, value);
            told.Add(await ToldAsync(display));
        }
        Assert.True(told is ["40", "41", "42", "43"] && hall.Bus.Asked.Count == 3, $"""
            The driver knew 40 for the press, once; then it had to read it three times, one after the other,
            and had 41, 42 and 43; told: {Listed(told)}; readings on the bus: {hall.Bus.Asked.Count}.
            {hall.Misuses}
            Broken: whoever asks once a reading is over gets a new one. {Notebook}
            """);
    });

    [Fact]
    public Task Who_asks_while_a_meter_is_read_shares_that_reading() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        Task<int>[] displays = [hall.ReadAsync(s_press), hall.ReadAsync(s_press), hall.ReadAsync(s_press)];
        int asked = hall.Bus.Asked.Count;
        hall.AnswerIfAsked(s_press, 42);
        string[] told = await ToldAsync(displays);
        Assert.True(asked == 1 && told.All(each => each == "42"), $"""
            Three displays asked for the press while it was read, and the bus answered 42.
            Readings on the bus: {asked}; told: {Listed(told)}.
            {hall.Misuses}
            Broken: whoever asks while a meter is read gets that reading, too. {Notebook}
            """);

        hall = new Hall();
        var askedAgain = new Gate("a display that asks again at once");
        var eager = AskTwiceAsync();
        var patient = hall.ReadAsync(s_press);
        hall.Bus.Answer(s_press, 51);
        await ToldAsync(patient);
        await askedAgain.WaitAsync();
        var third = hall.ReadAsync(s_press);
        asked = hall.Bus.Asked.Count;
        hall.AnswerIfAsked(s_press, 52);
        told = await ToldAsync([eager, third]);
        Assert.True(asked == 2 && told is ["52", "52"], $"""
            Two displays shared a reading; one of them asked again at once, and then a third one asked.
            Readings on the bus: {asked}; told in the end: {Listed(told)}.
            Broken: whoever asks while a meter is read gets that reading, too. {Notebook}
            """);

        async Task<int> AskTwiceAsync()
        {
            await hall.ReadAsync(s_press);
            var again = hall.ReadAsync(s_press);
            askedAgain.Open();
            return await again;
        }
    });

    [Fact]
    public Task Two_threads_that_ask_together_ask_the_bus_once() => Watchdog.RunAsync(() =>
    {
        var hall = new Hall();
        int asking = 0;
        var other = new Thread(() => _ = hall.ReadAsync(s_press)) { IsBackground = true };
        hall.Bus.WhenAsked = () =>
        {
            if (Interlocked.Increment(ref asking) > 1)
            {
                return;
            }
            // the first one stays here until the other has come, too, has been answered, or waits for a lock
            const ThreadState Over = ThreadState.Stopped | ThreadState.WaitSleepJoin;
            other.Start();
            SpinWait.SpinUntil(() => Volatile.Read(ref asking) > 1 || (other.ThreadState & Over) != ThreadState.Running);
        };
        _ = hall.ReadAsync(s_press);
        other.Join();
        int asked = hall.Bus.Asked.Count;
        hall.AnswerIfAsked(s_press, 42);
        Assert.True(asked == 1, $"""
            While a display was asking the bus for the press, one on another thread wanted it, too.
            Readings on the bus: {asked}.
            Broken: displays ask from any thread, and the bus is asked once for all of them. {Notebook}
            """);
        return Task.CompletedTask;
    });

    [Fact]
    public Task Above_the_limit_the_siren_sounds_before_anybody_is_told() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        Task<int>[] displays = [hall.ReadAsync(s_press), hall.ReadAsync(s_press)];
        hall.AnswerIfAsked(s_press, 90);
        // then the reading is over, also for those who go on elsewhere
        await Task.WhenAny(hall.Siren.Wanted.WaitAsync(), Task.WhenAll(displays));
        var early = displays.Where(display => display.IsCompletedSuccessfully).ToList();
        int before = hall.Bus.Asked.Count;
        var later = hall.ReadAsync(s_press);
        int asked = hall.Bus.Asked.Count - before;
        hall.AnswerIfAsked(s_press, 42);
        hall.Siren.Door.Open();
        string[] told = await ToldAsync(displays);
        string anew = await ToldAsync(later);
        var shown = hall.Siren.Shown;
        bool right = told.All(each => each == "90") && shown.Distinct().SequenceEqual(["press 90"]);
        Assert.True(early.Count == 0 && right, $"""
            The press had 90, its limit is 80, and two displays asked. Told before the siren: {early.Count};
            told in the end: {Listed(told)}; the siren showed: {Listed(shown)}.
            {hall.Misuses}
            Broken: above the limit the siren shows the meter and its value first. {Notebook}
            """);
        Assert.True(asked == 1 && anew == "42", $"""
            The press had 90; while the siren was waited for, it had 42 again, and a display asked.
            Readings on the bus for it: {asked}; told: {anew}.
            Broken: whoever asks once a reading is over gets a new one, whatever the siren does. {Notebook}
            """);
    });

    // a ValueTask knows its reading by a number of 16 bits
    [Fact]
    public Task The_siren_shows_its_own_value_whatever_was_read_meanwhile() => Watchdog.RunAsync(async () =>
    {
        const int Others = 1 << 16;
        var hall = new Hall();
        var display = hall.ReadAsync(s_press);
        hall.Bus.Answer(s_press, 90);
        // the siren is not silent yet, and other parts of the program use the same driver
        hall.Bus.UsedByOthers(times: Others - 1);
        var last = hall.Bus.ReadAsync(s_oven);
        hall.Bus.Answer(s_oven, 7);
        hall.Siren.Door.Open();
        var (told, others) = (await ToldAsync(display), await ToldAsync(Task.Run(() => last.AsTask())));
        Assert.True(hall.Siren.Shown is ["press 90"] && told == "90" && others == "7", $"""
            The press had 90. Before the siren was silent, others used the driver {Others:N0} times,
            the last time for the oven, which had 7.
            The siren showed: {Listed(hall.Siren.Shown)}. Told of the press: {told}; of the oven: {others}.
            Broken: nobody gets the value of another reading. {Notebook}
            """);
    });

    [Fact]
    public Task What_fails_fails_for_all_who_share_it_and_is_read_anew() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        Task<int>[] displays = [hall.ReadAsync(s_press), hall.ReadAsync(s_press)];
        var error = new BusException("no answer from the press");
        while (hall.Bus.IsOpen(s_press))
        {
            hall.Bus.Fail(s_press, error);
        }
        string[] told = await ToldAsync(displays);
        var again = hall.ReadAsync(s_press);
        hall.AnswerIfAsked(s_press, 42);
        string later = await ToldAsync(again);
        int own = displays.Count(display => display.Exception?.InnerException == error);
        Assert.True(own == 2 && later == "42", $"""
            The bus could not read the press for two displays; then it could, and had 42.
            Told: {Listed(told)}; later: {later}. The driver's own error, and no copy, went to {own} of 2.
            {hall.Misuses}
            Broken: all who share a reading get the driver's error, and the next one is read anew. {Notebook}
            """);
    });

    [Fact]
    public Task Each_reading_is_taken_from_the_driver_exactly_once() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        hall.Siren.Door.Open();
        List<Task<int>> displays = [];
        foreach (int value in new[] { 42, 90, 43 })
        {
            displays.AddRange([hall.ReadAsync(s_press), hall.ReadAsync(s_press), hall.ReadAsync(s_oven)]);
            hall.AnswerIfAsked(s_press, value);
            hall.AnswerIfAsked(s_oven, value);
            await ToldAsync([.. displays]);
        }
        Assert.True(hall.Bus.Misuses.Count == 0 && hall.Bus.Out == 0, $"""
            The press and the oven were read three times, the press for two displays at a time.
            Results that nobody took, so that the driver cannot use what it handed out again: {hall.Bus.Out}.
            {hall.Misuses}
            Broken: what the driver hands out is used once, and then no more. {Notebook}
            """);
    });

    [Fact]
    public Task Who_gives_up_is_no_trouble_to_the_others() => Watchdog.RunAsync(async () =>
    {
        var hall = new Hall();
        using var before = new CancellationTokenSource();
        before.Cancel();
        string told = await ToldAsync(hall.ReadAsync(s_press, before.Token));
        Assert.True(told == "cancelled" && hall.Bus.Asked.Count == 0, $"""
            A display asked with a cancelled token; told: {told}; readings on the bus: {hall.Bus.Asked.Count}.
            Broken: whoever has given up before asking causes no reading. {Notebook}
            """);

        using var meanwhile = new CancellationTokenSource();
        var impatient = hall.ReadAsync(s_press, meanwhile.Token);
        meanwhile.Cancel();
        var patient = hall.ReadAsync(s_press);
        int asked = hall.Bus.Asked.Count;
        hall.Bus.Answer(s_press, 42);
        string[] both = await ToldAsync([impatient, patient]);
        Assert.True(asked == 1 && both[0] is "cancelled" or "42" && both[1] == "42" && hall.Bus.Out == 0, $"""
            A display gave up while the press was read; then another one asked. Readings on the bus: {asked};
            told: {Listed(both)}; results that nobody took: {hall.Bus.Out}.
            {hall.Misuses}
            Broken: whoever gives up later disturbs nobody; the reading goes on for the others. {Notebook}
            """);
    });

    [Fact]
    public Task Who_waits_holds_no_thread() => Watchdog.RunAsync(async () =>
    {
        const int Displays = 60;
        var hall = new Hall();
        Meter[] meters = [.. Enumerable.Range(1, Displays).Select(i => new Meter($"meter {i}"))];
        var cost = new WaitFootprint();
        Array.ForEach(meters, meter => _ = hall.ReadAsync(meter));
        int threads = await cost.ThreadsAtRestAsync(few: Displays / 2);
        long timers = cost.Timers;
        Array.ForEach(meters, meter => hall.AnswerIfAsked(meter, 1));
        Assert.True(threads < Displays / 2 && timers < Displays / 2, $"""
            While {Displays} displays wait, {threads} threads are held, and {timers} timers run.
            Broken: whoever waits holds no thread and asks nobody again and again. {Notebook}
            """);
    });

    private static string Listed(IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } text ? text : "nothing";

    private static async Task<string[]> ToldAsync(Task<int>[] displays)
    {
        List<string> told = [];
        foreach (var display in displays)
        {
            told.Add(await ToldAsync(display));
        }
        return [.. told];
    }

    // through a gate, so that the watchdog can say what never came
    private static async Task<string> ToldAsync(Task<int> display)
    {
        var gate = new Gate("the answer to a display");
        _ = display.ContinueWith(_ => gate.Open(), TaskScheduler.Default);
        await gate.WaitAsync();
        return display.IsCanceled ? "cancelled"
            : display.Exception?.InnerException is { } error
                ? error is BusException ? error.Message : error.GetType().Name
            : $"{await display}";
    }
}
