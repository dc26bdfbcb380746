using HonestAsync.Lab;

switch (args)
{
    case ["serve", .. var options]:
        return await ServeCommand.RunAsync(options);
    case ["postgres", var folder]:
        return PostgresCommand.Run(folder);
    case ["hold"]:
        try
        {
            return await HoldCommand.RunAsync();
        }
        catch (Exception error) when (error is ChildProcessException or InvalidOperationException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    case ["price", var profile]:
        return PriceCommand.Run(quick: profile == "quick");
    case ["runtime-async"]:
        return RuntimeAsync.Say();
    default:
        Console.Error.WriteLine(
            """
            This is the lab of Honest Async: servers, databases and other runtimes for the notebooks, and the child
            processes that those need. Other programs start it; there is nothing to see when it is started by hand.
            To run a notebook, use `dojo run`.
            """);
        return 2;
}
