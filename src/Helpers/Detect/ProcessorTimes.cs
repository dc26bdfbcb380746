using System.Globalization;

namespace HonestAsync;

/// <summary>What a thread had of the processor.</summary>
/// <param name="Ran">Processor time used.</param>
/// <param name="Queued">Time in which the thread could have run, and had no processor.</param>
internal readonly record struct ThreadTimes(TimeSpan Ran, TimeSpan Queued)
{
    /// <summary>Time in which the thread had something to do.</summary>
    public TimeSpan Active => Ran + Queued;

    public static ThreadTimes operator +(ThreadTimes left, ThreadTimes right) =>
        new(left.Ran + right.Ran, left.Queued + right.Queued);

    public static ThreadTimes operator -(ThreadTimes left, ThreadTimes right) =>
        new(left.Ran - right.Ran, left.Queued - right.Queued);
}

/// <summary>The processor time of each thread of this process, at one moment or between two.</summary>
/// <remarks>
/// On Linux from <c>/proc/self/task/*/schedstat</c> (nanoseconds on a processor, nanoseconds in the run queue). Where
/// that file does not exist, one entry stands for all threads, with the process's processor time and no time in a
/// queue.
/// </remarks>
internal sealed class ProcessorTimes
{
    /// <summary>Stands for all threads, where no thread can be told apart.</summary>
    public const int AnyThread = 0;

    private const string Tasks = "/proc/self/task";
    private static readonly bool s_perThread = File.Exists("/proc/thread-self/schedstat");
    private readonly Dictionary<int, ThreadTimes> _threads;

    /// <summary>Given times, by thread id.</summary>
    public ProcessorTimes(IEnumerable<KeyValuePair<int, ThreadTimes>> threads, bool knowsQueues = true) =>
        (_threads, KnowsQueues) = (new(threads), knowsQueues);

    /// <summary>False where the system does not tell how long a thread was queued.</summary>
    public bool KnowsQueues { get; }

    /// <summary>The operating system's id of the calling thread; <see cref="AnyThread"/> where it has none to be read.</summary>
    public static int CurrentThread
    {
        get
        {
            // "1234/task/1235"
            string? link = s_perThread ? new FileInfo("/proc/thread-self").LinkTarget : null;
            return link is null ? AnyThread : int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The sum over all threads.</summary>
    public ThreadTimes Total => _threads.Values.Aggregate(default(ThreadTimes), (sum, each) => sum + each);

    /// <summary>The time in the queue of the thread that was queued longest.</summary>
    public TimeSpan LongestQueued => _threads.Count == 0 ? TimeSpan.Zero : _threads.Values.Max(each => each.Queued);

    /// <summary>The times of the thread that ran longest.</summary>
    public ThreadTimes Busiest => _threads.Values.OrderByDescending(each => each.Ran).FirstOrDefault();

    /// <summary>Reads the times since each thread began. Takes about 10 microseconds per thread.</summary>
    public static ProcessorTimes Now()
    {
        if (!s_perThread)
        {
            return new([new(AnyThread, new ThreadTimes(Environment.CpuUsage.TotalTime, TimeSpan.Zero))], knowsQueues: false);
        }
        var threads = new Dictionary<int, ThreadTimes>();
        foreach (string folder in Directory.EnumerateDirectories(Tasks))
        {
            if (Read(folder) is { } times)
            {
                threads[int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)] = times;
            }
        }
        return new(threads);
    }

    /// <summary>The times of one thread; zero for one that does not exist.</summary>
    public ThreadTimes Of(int thread) => _threads.GetValueOrDefault(thread);

    /// <summary>
    /// What each thread had between <paramref name="earlier"/> and now, without the thread <paramref name="except"/>.
    /// </summary>
    public ProcessorTimes Since(ProcessorTimes earlier, int except) => new(_threads
        .Where(each => each.Key != except || except == AnyThread)
        .Select(each => KeyValuePair.Create(each.Key, each.Value - earlier.Of(each.Key))), KnowsQueues);

    private static ThreadTimes? Read(string folder)
    {
        try
        {
            string[] parts = File.ReadAllText(Path.Combine(folder, "schedstat")).Split(' ');
            return new ThreadTimes(Nanoseconds(parts[0]), Nanoseconds(parts[1]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the thread has ended since the folder was listed
            return null;
        }
    }

    private static TimeSpan Nanoseconds(string text) =>
        TimeSpan.FromTicks(long.Parse(text, CultureInfo.InvariantCulture) / 100);
}
