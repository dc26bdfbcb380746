namespace HonestAsync.Lab;

/// <summary>What the keeper says first: how to reach the server, or why there is none.</summary>
internal sealed record KeeperHello(string? ConnectionString, string? Version, int ServerProcess, string? Folder, string? Failure)
{
    public static KeeperHello Failed(string why) => new(null, null, 0, null, why);
}
