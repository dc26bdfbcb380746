using HonestAsync.KataHost;

if (args is ["serve", var pipeName])
{
    Host.Serve(pipeName);
    return 0;
}
if (args is ["busy"])
{
    CpuBoundLoop.Run();
    return 0;
}

Console.Error.WriteLine(
    """
    This is the process in which the tests of one kata run. Other programs start it, and end it when it hangs; there
    is nothing to see when it is started by hand. To check a kata, use `dojo check`.
    """);
return 2;
