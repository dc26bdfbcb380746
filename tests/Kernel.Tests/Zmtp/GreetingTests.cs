namespace HonestAsync.Kernel.Tests;

public sealed class GreetingTests
{
    [Fact]
    public void OwnGreeting_IsOfVersion30_WithoutSecurity()
    {
        byte[] greeting = ZmtpGreeting.Own();

        Assert.Equal("FF00000000000000007F03004E554C4C", Convert.ToHexString(greeting[..16]));
        Assert.Equal(64, greeting.Length);
        Assert.All(greeting[16..], zero => Assert.Equal(0, zero));
        ZmtpGreeting.CheckSignature(greeting);
        ZmtpGreeting.Check(greeting);
    }

    [Fact]
    public void OlderVersionOrOtherMechanism_IsRefused()
    {
        byte[] older = ZmtpGreeting.Own();
        older[10] = 2;
        byte[] curve = ZmtpGreeting.Own();
        "CURVE"u8.CopyTo(curve.AsSpan(12));

        Assert.Throws<ZmtpException>(() => ZmtpGreeting.Check(older));
        Assert.Throws<ZmtpException>(() => ZmtpGreeting.Check(curve));
    }

    [Fact]
    public void Ready_CarriesTheIdentity()
    {
        byte[] ready = ZmtpGreeting.Ready("DEALER", [1, 2, 3]);

        Assert.Equal([1, 2, 3], ZmtpGreeting.IdentityOf(ready));
        Assert.Empty(ZmtpGreeting.IdentityOf(ZmtpGreeting.Ready("SUB", [])));
    }

    [Fact]
    public void TornReady_IsRefused_WhereverItIsTorn()
    {
        byte[] ready = ZmtpGreeting.Ready("DEALER", [1, 2, 3]);
        int whole = ready.Length - ZmtpGreeting.Ready("DEALER", []).Length;

        for (int length = 7; length < ready.Length; length++)
        {
            // between the two properties it is whole
            if (length != ready.Length - whole - "Identity".Length - 5)
            {
                Assert.Throws<ZmtpException>(() => ZmtpGreeting.IdentityOf(ready.AsSpan(0, length)));
            }
        }
        Assert.Throws<ZmtpException>(() => ZmtpGreeting.IdentityOf("\u0005ERROR"u8));
    }
}
