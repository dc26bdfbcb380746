using System.Text.Json;

namespace HonestAsync.Lab;

/// <summary>
/// The keeper: a child that creates a cluster, holds it, and removes it when its parent has ended, however it ended.
/// It has its own process group, so that a signal to the parent's group does not end the clean-up.
/// </summary>
internal static class PostgresCommand
{
    public static int Run(string folder)
    {
        using var gone = new CancellationTokenSource();
        using var over = new ManualResetEventSlim();
        ParentWatch.Begin(_ => null, () =>
        {
            gone.Cancel();
            over.Set();
        });
        Cluster? cluster = null;
        try
        {
            cluster = new Cluster(new PostgresPrograms(folder));
            cluster.Start(gone.Token);
            ParentWatch.Say(JsonSerializer.Serialize(new KeeperHello(
                cluster.ConnectionString, cluster.Version, cluster.ServerProcess, cluster.Folder, Failure: null)));
            var held = cluster;
            new Thread(() =>
            {
                held.WaitForEnd();
                over.Set();
            })
            { IsBackground = true, Name = "end of the server" }.Start();
            over.Wait();
            if (!gone.IsCancellationRequested)
            {
                Console.Error.WriteLine("PostgreSQL ended by itself; its folder is removed.");
            }
            return gone.IsCancellationRequested ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception error) when (error is ClusterException or IOException or UnauthorizedAccessException)
        {
            ParentWatch.Say(JsonSerializer.Serialize(KeeperHello.Failed(error.Message)));
            return 1;
        }
        finally
        {
            cluster?.Dispose();
        }
    }
}
