using System.Runtime.CompilerServices;

// one #r of Lab.dll brings Polyglot.dll: without a use of it the compiler would leave the reference out
[assembly: TypeForwardedTo(typeof(HonestAsync.Polyglot.Polyglot))]
