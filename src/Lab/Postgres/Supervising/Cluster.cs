using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace HonestAsync.Lab;

/// <summary>One private cluster: its folder, its server process, and their end.</summary>
internal sealed class Cluster : IDisposable
{
    private const string User = "honest";
    private const int PortAttempts = 5;
    private static readonly TimeSpan s_initBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_startBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_endBound = TimeSpan.FromSeconds(5);

    private readonly PostgresPrograms _programs;
    private readonly UnprivilegedUser? _user;
    private readonly TempDirectory _folder;
    private readonly string _home;
    private readonly string _data;
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private RunningProcess? _server;

    /// <exception cref="ClusterException">The machine has no user that PostgreSQL could run as.</exception>
    public Cluster(PostgresPrograms programs)
    {
        _programs = programs;
        if (UnprivilegedUser.IsNeeded)
        {
            _user = UnprivilegedUser.Find() ?? throw new ClusterException(
                "PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor 'nobody'. "
                + "Run this as another user.");
        }
        _folder = new TempDirectory(passThrough: _user is not null);
        _home = Path.Combine(_folder.Path, "home");
        _data = Path.Combine(_home, "data");
    }

    public string Folder => _folder.Path;

    public int ServerProcess => _server!.Id;

    public string ConnectionString { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <exception cref="ClusterException">initdb or postgres failed; the message quotes what they printed.</exception>
    public void Start(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_home);
        string passwordFile = Path.Combine(_home, "password");
        File.WriteAllText(passwordFile, _password);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        _user?.Own(passwordFile);
        _user?.Own(_home);
        Initialise(passwordFile, cancellationToken);
        File.Delete(passwordFile);
        Version = File.ReadAllText(Path.Combine(_data, "PG_VERSION")).Trim();
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            if (Serve(port, lastAttempt: attempt == PortAttempts, cancellationToken))
            {
                ConnectionString = $"Host=127.0.0.1;Port={port};Username={User};Password={_password};Database=postgres;"
                    + "GSS Encryption Mode=Disable";
                return;
            }
        }
    }

    /// <summary>Returns when the server has ended by itself.</summary>
    public void WaitForEnd() => _server!.Wait(Timeout.InfiniteTimeSpan);

    /// <summary>Ends the server, at once and without leaving anything, and removes the folder.</summary>
    public void Dispose()
    {
        if (_server is { HasEnded: false })
        {
            // an immediate shutdown: the server ends its own children and gives back what it shares with them
            if (OperatingSystem.IsWindows() || Signals.Send(_server.Id, Signals.Quit) != 0 || !_server.Wait(s_endBound))
            {
                _server.End();
                _server.Wait(s_endBound);
            }
        }
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Initialise(string passwordFile, CancellationToken cancellationToken)
    {
        var start = StartOf(_programs.InitDb, "-D", _data, "-U", User, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        try
        {
            var run = ProcessRun.Run(start, new ProcessBound(s_initBound) { KillsFlood = false }, initdb =>
                _folder.AddWorker(ProcessIdentity.Of(initdb.Id) ?? ProcessIdentity.Own with { Id = initdb.Id }), cancellationToken);
            if (run.End == ProcessRunEnd.TimedOut)
            {
                throw new ClusterException($"initdb was not done after {s_initBound.TotalSeconds:0} s. {OutputTail.Of(run)}");
            }
            if (run.ExitCode != 0)
            {
                throw new ClusterException(
                    $"PostgreSQL is on this machine, but {_programs.InitDb} fails with exit code {run.ExitCode}. {OutputTail.Of(run)}");
            }
        }
        catch (ProcessStartException error)
        {
            throw CannotStart(error);
        }
    }

    /// <returns>False when the port was taken in the meantime.</returns>
    private bool Serve(int port, bool lastAttempt, CancellationToken cancellationToken)
    {
        var tail = new OutputTail();
        var ready = new TaskCompletionSource();
        var allRead = new TaskCompletionSource();
        bool taken = false;
        void Handle(string line)
        {
            tail.Add(line);
            taken |= line.Contains("could not bind", StringComparison.Ordinal);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        }
        _server = Launch(StartOf(_programs.Postgres, ["-D", _data, .. ServerSettings.For(port)]));
        _server.Output.ReadLines(tail.Add);
        _server.Errors.ReadLines(Handle, allRead.SetResult);
        if (ProcessIdentity.Of(_server.Id) is { } worker)
        {
            _folder.AddWorker(worker);
        }
        _server.WhenEnded(() => ready.TrySetResult());
        bool inTime = ready.Task.Wait(s_startBound, cancellationToken);
        if (inTime && !_server.HasEnded)
        {
            return true;
        }
        if (!inTime)
        {
            throw new ClusterException($"PostgreSQL did not get ready within {s_startBound.TotalSeconds:0} s. {tail}");
        }
        // its end may be known before its last lines are read
        allRead.Task.Wait(s_endBound, cancellationToken);
        if (taken && !lastAttempt)
        {
            return false;
        }
        throw new ClusterException(
            $"PostgreSQL is on this machine, but {_programs.Postgres} ended at once with exit code {_server.ExitCode}. {tail}");
    }

    // its own folder: that of this process may be closed to the other user
    private ProcessStart StartOf(string program, params IReadOnlyList<string> arguments) => new(program, arguments)
    {
        UserName = _user?.Name,
        WorkingDirectory = _home,
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = "C" },
    };

    private RunningProcess Launch(ProcessStart start)
    {
        try
        {
            var process = start.Start();
            process.CloseInput();
            return process;
        }
        catch (ProcessStartException error)
        {
            throw CannotStart(error);
        }
    }

    private ClusterException CannotStart(ProcessStartException error) =>
        new(_user is null ? error.Message : $"As the user {_user.Name}: {error.Message}");
}
