using System.Globalization;
using System.Text;
using Schools.Cli;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = German.Culture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = German.Culture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.Run(args);
