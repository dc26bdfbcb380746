using System.Text;
using HonestAsync.Dojo;

Console.OutputEncoding = Encoding.UTF8;
StandardStream.Install();
return await DojoCommands.InvokeAsync(args, Console.Out, Console.Error, Console.IsOutputRedirected);
