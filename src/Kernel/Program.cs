using HonestAsync.Kernel;

if (args is ["headless", var pipeName])
{
    HeadlessChild.Serve(pipeName);
    return 0;
}
if (args is ["jupyter", var connectionFile])
{
    ProcessGroup.Lead();
    try
    {
        return JupyterHost.Run(connectionFile);
    }
    catch (JupyterException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}

Console.Error.WriteLine(
    """
    This is the C# kernel of Honest Async: the process in which the cells of one notebook run. Other programs start
    it; there is nothing to see when it is started by hand. To run a notebook, use `dojo run`; to open one in VS Code
    or Jupyter, `dojo kernel install`.
    """);
return 2;
