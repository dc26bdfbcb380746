using HonestAsync.Kernel;
using System.Diagnostics;
var c = Stopwatch.StartNew();
using var s = new CSharpSession(new SessionOptions());
var real = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
s.WarmUp();
real.WriteLine($"warm {c.ElapsedMilliseconds}");
UnhandledExceptions.ShowAsOutput();
string[] cells = [
  "var x = 1;\nint F(int n) {\n if (n > 1) throw new InvalidOperationException(\"bad\");\n return n; }\nconsole.WriteLine();",
  "var x = 1;\nint F(int n) {\n if (n > 1) throw new InvalidOperationException(\"bad\");\n return n; }\nConsole.WriteLine(x); x",
  "var y = 7; x = 5;\nF(3)", "(x, y)", "new[] { 1, 2 }.Select(i => new { i, A = new[] { i } })", "display(3); record R(int A, int[] B); new R(1, [2])",
  "class C { public void M() => display(\"in class\"); } new C().M()", "await Task.Delay(1); (string)null", "// nothing", "", "using System.IO;", "Path.Combine(\"a\", \"b\")",
  "async void Boom() { await Task.Yield(); throw new Exception(\"av\"); }\nBoom(); await Task.Delay(50);",
  "#!time\n1", "1;\n#!csharp\n2", "#r \"../src/X/bin/Release/net10.0/X.dll\"", "dynamic d = 5; d + 1", "#load \"/tmp/l.csx\"\nL(2)",
  "#r \"nuget: Polly.Core, 8.9.1\"\nusing Polly; typeof(ResiliencePipeline)", "while(true) {}", "new System.Threading.ManualResetEvent(false).WaitOne()","System.Threading.Thread.Sleep(-1)", "await new TaskCompletionSource().Task", "await Task.Run(() => { while(true){} })", "x",
  "new Dictionary<string,int[]> { [\"a\"] = [1] }", "typeof(List<int>)", "new List<int>()", "class Foo {} new Foo()", "Task.FromResult(1)","display(1)", "throw new AggregateException(new Exception(\"a\"), new ArgumentException(\"b\"))", "Microsoft.AspNetCore.Http.StatusCodes.Status200OK"
];
File.WriteAllText("/tmp/l.csx", "int L(int n) => n * 2;\n");
foreach (var cell in cells) {
  real.WriteLine(">>> " + cell.Replace("\n", "\n    "));
  using var cts = new CancellationTokenSource(); 
  if (cell.Contains("while") || cell.Contains("Wait") || cell.Contains("(-1)")|| cell.Contains("Completion")) cts.CancelAfter(500);
  var r = s.Execute(cell, "c1", o => real.WriteLine("  " + o.ToNbformat().ToJsonString(new(){Encoder=System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping})), cts.Token);
  real.WriteLine($"  = {r.Outcome} {r.Activity} {r.Elapsed.TotalMilliseconds:F0}");
}
