using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Where a client expects the kernel to listen, and the key that both sign with.</summary>
internal sealed record ConnectionFile(IPAddress Address, byte[] Key)
{
    private const int MaximumBytes = 64 * 1024;

    public required int Shell { get; init; }

    public required int Control { get; init; }

    public required int Iopub { get; init; }

    public required int Stdin { get; init; }

    public required int Heartbeat { get; init; }

    /// <exception cref="JupyterException">It cannot be read, or asks for what this kernel refuses.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
            {
                throw new JupyterException($"{path} is no connection file: it is too large.");
            }
            return Parse((JsonObject)JsonNode.Parse(File.ReadAllText(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or InvalidCastException or InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new JupyterException(
                $"{path} is no connection file: {e.Message} Jupyter writes one for each kernel it starts.");
        }
    }

    internal static ConnectionFile Parse(JsonObject file)
    {
        var ip = (string?)file["ip"];
        if ((string?)file["transport"] is not (null or "tcp")
            || !IPAddress.TryParse(ip is "localhost" ? "127.0.0.1" : ip, out var address)
            || !IPAddress.IsLoopback(address))
        {
            throw new JupyterException(
                $"The client asks for {(string?)file["transport"]}://{ip}. This kernel listens on this machine's own " +
                "addresses only, over tcp: every process that reaches it can run code. Use an SSH tunnel to reach another machine.");
        }
        var key = (string?)file["key"];
        if (string.IsNullOrEmpty(key) || (string?)file["signature_scheme"] is not (null or "hmac-sha256"))
        {
            throw new JupyterException(
                "The client signs no messages, or not with hmac-sha256. Without signatures every user of this machine " +
                "could run code here.");
        }
        return new ConnectionFile(address, Encoding.UTF8.GetBytes(key))
        {
            Shell = Port("shell_port"),
            Control = Port("control_port"),
            Iopub = Port("iopub_port"),
            Stdin = Port("stdin_port"),
            Heartbeat = Port("hb_port"),
        };

        int Port(string name) => (int?)file[name] ?? throw new FormatException($"it has no {name}.");
    }
}
