using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace HonestAsync.Lab;

/// <summary>The child's main program: a server without logging, routing or other overhead.</summary>
internal static class ServeCommand
{
    private const int FewestConnections = 32;
    private const int LargestBody = 16 * 1024 * 1024;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [var json] || JsonSerializer.Deserialize<ServeOptions>(json) is not { } options)
        {
            await Console.Error.WriteLineAsync("serve needs its options as JSON.").ConfigureAwait(false);
            return 2;
        }
        try
        {
            FileHandles.Require(FewestConnections);
        }
        catch (InvalidOperationException error)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return 1;
        }
        if (options.MinThreads is { } threads)
        {
            ThreadPool.GetMinThreads(out _, out int ports);
            ThreadPool.SetMinThreads(threads, ports);
        }
        using var endpoints = new Endpoints(options);
        ParentWatch.Begin(line => line == "stats" ? JsonSerializer.Serialize(endpoints.Stats()) : "?");
        var app = Build(options, endpoints);
        await using (app.ConfigureAwait(false))
        {
            try
            {
                await app.StartAsync().ConfigureAwait(false);
            }
            catch (IOException error) when (error.InnerException is not null)
            {
                await Console.Error.WriteLineAsync(
                    $"Port {options.Port} of 127.0.0.1 is taken by another program. Choose another port, or none for a free one.")
                    .ConfigureAwait(false);
                return 1;
            }
            ParentWatch.Say(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
            // until the parent goes
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System).ConfigureAwait(false);
        }
        return 0;
    }

    private static WebApplication Build(ServeOptions options, Endpoints endpoints)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.Backlog = 4096).ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Math.Min(options.MaxConnections, FileHandles.Left() ?? options.MaxConnections);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        var app = builder.Build();
        app.Run(endpoints.HandleAsync);
        return app;
    }
}
