using Schools.Grains;
using Schools.Web;

try
{
    return args switch
    {
        ["migrate", ..] => await Migration.Run(args[1..]),
        ["health", ..] => await Health.Run(args[1..]),
        _ => await Server.Run(args),
    };
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
