using Schools.Web;

return args switch
{
    ["migrate", ..] => await Migration.Run(args[1..]),
    ["health", ..] => await Health.Run(args[1..]),
    _ => await Server.Run(args),
};
