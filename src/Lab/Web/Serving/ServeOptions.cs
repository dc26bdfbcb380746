namespace HonestAsync.Lab;

/// <summary>The options as they travel to the child.</summary>
internal sealed record ServeOptions(
    int MaxConnections, int? MinThreads, int Port, Uri? Backend, TimeSpan StallEvery, TimeSpan StallFor)
{
    public static ServeOptions Of(WebServerOptions options) => new(
        options.MaxConnections, options.MinThreads, options.Port ?? 0, options.Backend?.Address, options.StallEvery, options.StallFor);
}
