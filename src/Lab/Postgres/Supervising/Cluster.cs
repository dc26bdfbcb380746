using System.Diagnostics;
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
    private Process? _server;

    /// <exception cref="ClusterException">No user exists as whom PostgreSQL could run.</exception>
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

    /// <exception cref="ClusterException">initdb or postgres failed; the message carries their words.</exception>
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
    public void WaitForEnd() => _server!.WaitForExit();

    /// <summary>Ends the server, at once and without leaving anything, and removes the folder.</summary>
    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            // an immediate shutdown: the server ends its own children and gives back what it shares with them
            if (OperatingSystem.IsWindows() || Signals.Send(_server.Id, Signals.Quit) != 0 || !_server.WaitForExit(s_endBound))
            {
                _server.Kill(entireProcessTree: true);
                _server.WaitForExit(s_endBound);
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
        var words = new OutputTail();
        using var initdb = Launch(_programs.InitDb, words, hear: null, "-D", _data, "-U", User, "--pwfile", passwordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        _folder.AddWorker(ProcessIdentity.Of(initdb.Id) ?? ProcessIdentity.Own with { Id = initdb.Id });
        using var stop = cancellationToken.Register(() => initdb.Kill(entireProcessTree: true));
        if (!initdb.WaitForExit(s_initBound))
        {
            initdb.Kill(entireProcessTree: true);
            throw new ClusterException($"initdb was not done after {s_initBound.TotalSeconds:0} s. {words}");
        }
        initdb.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (initdb.ExitCode != 0)
        {
            throw new ClusterException(
                $"PostgreSQL is on this machine, but {_programs.InitDb} fails with exit code {initdb.ExitCode}. {words}");
        }
    }

    /// <returns>False when the port was taken in the meantime.</returns>
    private bool Serve(int port, bool lastAttempt, CancellationToken cancellationToken)
    {
        var words = new OutputTail();
        using var ready = new ManualResetEventSlim();
        bool taken = false;
        void Handle(string line)
        {
            taken |= line.Contains("could not bind", StringComparison.Ordinal);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                ready.Set();
            }
        }
        _server = Launch(_programs.Postgres, words, Handle, ["-D", _data, .. ServerSettings.For(port)]);
        if (ProcessIdentity.Of(_server.Id) is { } worker)
        {
            _folder.AddWorker(worker);
        }
        _server.EnableRaisingEvents = true;
        _server.Exited += (_, _) => Wake(ready);
        if (_server.HasExited)
        {
            Wake(ready);
        }
        bool inTime = ready.Wait(s_startBound, cancellationToken);
        if (inTime && !_server.HasExited)
        {
            return true;
        }
        if (!inTime)
        {
            throw new ClusterException($"PostgreSQL did not get ready within {s_startBound.TotalSeconds:0} s. {words}");
        }
        _server.WaitForExit();
        if (taken && !lastAttempt)
        {
            return false;
        }
        throw new ClusterException(
            $"PostgreSQL is on this machine, but {_programs.Postgres} ended at once with exit code {_server.ExitCode}. {words}");
    }

    private static void Wake(ManualResetEventSlim ready)
    {
        try
        {
            ready.Set();
        }
        catch (ObjectDisposedException)
        {
            // it ended later, after the wait for its start
        }
    }

    private Process Launch(
        string program, OutputTail words, Action<string>? hear, params IReadOnlyList<string> arguments) =>
        PostgresProcess.Launch(program, _user?.Name, _home, words, hear, arguments);
}
