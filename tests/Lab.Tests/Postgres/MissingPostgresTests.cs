namespace HonestAsync.Lab.Tests.Postgres;

public class MissingPostgresTests
{
    [Fact]
    public async Task A_machine_without_it_says_how_to_install_it()
    {
        var found = await PostgresServer.StartAsync(() => PostgresPrograms.Find(["/nowhere"], ["/nowhere/else"]), null, CancellationToken.None);

        Assert.False(found.IsAvailable);
        Assert.Contains("PostgreSQL is not on this machine", found.Reason, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", found.Reason, StringComparison.Ordinal);
        Assert.Contains(PostgresServer.Variable, found.Reason, StringComparison.Ordinal);
        Assert.Throws<NotAvailableException>(() => found.Value);
    }

    [Fact]
    public void The_newest_installation_is_taken()
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        foreach (string version in new[] { "9.6", "15", "17" })
        {
            string bin = Directory.CreateDirectory(Path.Combine(folder.Path, version, "bin")).FullName;
            File.WriteAllText(Path.Combine(bin, "initdb"), "");
            File.WriteAllText(Path.Combine(bin, "postgres"), "");
        }
        File.Delete(Path.Combine(folder.Path, "17", "bin", "initdb"));

        Assert.Equal(Path.Combine(folder.Path, "15", "bin"), PostgresPrograms.Find([], [folder.Path]).Value.Folder);
    }

    [Theory]
    [InlineData("echo disk full >&2; exit 1", "exit 0", "initdb fails with exit code 1", "disk full")]
    [InlineData("mkdir -p \"$2\"; echo 15 > \"$2/PG_VERSION\"", "echo FATAL: bad page >&2; exit 2", "postgres ended at once with exit code 2", "bad page")]
    [InlineData("mkdir -p \"$2\"; echo 15 > \"$2/PG_VERSION\"", "echo could not bind IPv4 address >&2; exit 1", "postgres ended at once", "could not bind")]
    public async Task A_broken_one_is_quoted_and_leaves_nothing(string initdb, string postgres, string what, string quoted)
    {
        Needs.Linux();
        using var folder = new TemporaryFolder();
        const string SayWhere = "echo \"<$2>\" >&2; ";
        folder.Program("initdb", SayWhere + initdb);
        folder.Program("postgres", SayWhere + postgres);

        var found = await PostgresServer.StartAsync(() => PostgresPrograms.Find([folder.Path], []), null, CancellationToken.None);

        Assert.False(found.IsAvailable);
        Assert.Contains(what, found.Reason, StringComparison.Ordinal);
        Assert.Contains(quoted, found.Reason, StringComparison.Ordinal);
        string data = found.Reason.Split('<', '>')[1];
        Assert.EndsWith("data", data, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetFullPath(Path.Combine(data, "..", ".."))));
    }

    [Fact]
    public async Task A_named_server_that_does_not_answer_is_not_replaced_by_a_private_one()
    {
        var found = await PostgresServer.StartAsync(PostgresPrograms.Find, "Host=127.0.0.1;Port=1;Username=x;Timeout=5", CancellationToken.None);

        Assert.False(found.IsAvailable);
        Assert.Contains($"The server that {PostgresServer.Variable} names does not answer", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_connection_string_is_refused()
    {
        var found = await PostgresServer.StartAsync(PostgresPrograms.Find, "no such thing", CancellationToken.None);

        Assert.Contains(PostgresServer.Variable, found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_runs_it_as_another_user()
    {
        Assert.Equal(new UnprivilegedUser("postgres", 101, 104), UnprivilegedUser.Find(["root:x:0:0::/root:/bin/sh", "nobody:x:65534:65534::/:", "postgres:x:101:104::/:"]));
        Assert.Equal("nobody", UnprivilegedUser.Find(["root:x:0:0::/root:/bin/sh", "nobody:x:65534:65534::/:"])!.Name);
        Assert.Null(UnprivilegedUser.Find(["root:x:0:0::/root:/bin/sh", "broken"]));
    }
}
