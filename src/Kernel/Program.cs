using HonestAsync.Kernel;

if (args is ["headless", var pipeName])
{
    HeadlessChild.Serve(pipeName);
    return 0;
}

Console.Error.WriteLine(
    """
    This is the C# kernel of Honest Async: the process in which the cells of one notebook run. Other programs start
    it; there is nothing to see when it is started by hand. To run a notebook, use `dojo run`.
    """);
return 2;
