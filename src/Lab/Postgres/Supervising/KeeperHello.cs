namespace HonestAsync.Lab;

/// <summary>The keeper's first message: how to reach the server, or why it did not start.</summary>
internal sealed record KeeperHello(string? ConnectionString, string? Version, int ServerProcess, string? Folder, string? Failure)
{
    public static KeeperHello Failed(string why) => new(null, null, 0, null, why);
}
