using System.Text.Json.Nodes;

namespace HonestAsync.Kernel.Tests;

public sealed class ConnectionFileTests
{
    [Theory]
    [InlineData("ip", "0.0.0.0", "this machine's own addresses only")]
    [InlineData("ip", "192.168.1.7", "this machine's own addresses only")]
    [InlineData("transport", "ipc", "this machine's own addresses only")]
    [InlineData("key", "", "Without signatures")]
    [InlineData("signature_scheme", "hmac-md5", "Without signatures")]
    public void WhatWouldLetOthersIn_IsRefused(string name, string value, string says)
    {
        var file = TestClient.FreePorts();
        file[name] = value;

        Assert.Contains(says, Assert.Throws<JupyterException>(() => ConnectionFile.Parse(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("::1")]
    public void LoopbackAddress_IsTaken(string ip)
    {
        var file = TestClient.FreePorts();
        file["ip"] = ip;

        Assert.Equal((int)file["hb_port"]!, ConnectionFile.Parse(file).Heartbeat);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"ip\":\"127.0.0.1\",\"key\":\"k\"}")]
    public void TornFile_IsNamed(string text)
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);

        Assert.StartsWith($"{path} is no connection file", Assert.Throws<JupyterException>(() => ConnectionFile.Read(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void MissingFile_IsNamed() => Assert.StartsWith("/nowhere/at all is no connection file",
        Assert.Throws<JupyterException>(() => ConnectionFile.Read("/nowhere/at all")).Message, StringComparison.Ordinal);
}
