using Npgsql;
using Schools.Domain;
using Schools.Storage;

namespace Schools.Web.Intake;

/// <summary>Looks at the folder of the intake again and again, one program at a time; without a folder it does nothing.</summary>
public sealed class IntakeWatch(
    IntakeSettings settings, IConfiguration configuration, IntakeStore store, Deliveries deliveries, TimeProvider clock,
    ILogger<IntakeWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Folder is not { } root)
        {
            return;
        }
        var authority = AuthorityKey.Parse(configuration[Access.AuthoritySetting] ?? Access.DefaultAuthority);
        var folder = new IntakeFolder(root, authority, deliveries, clock, log);
        using var timer = new PeriodicTimer(settings.Interval, clock);
        do
        {
            try
            {
                await using var turn = await store.Turn(stoppingToken);
                if (turn is not null)
                {
                    await folder.Look(stoppingToken);
                }
            }
            catch (Exception away) when (away is NpgsqlException or IOException or UnauthorizedAccessException)
            {
                IntakeLog.NotLooked(log, away);
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                IntakeLog.Failed(log, bug);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal static partial class IntakeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "File {Id} of the intake went to {Folder}")]
    public static partial void Moved(ILogger log, long id, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} of the intake stays where it is; it is tried again")]
    public static partial void NotMoved(ILogger log, string file, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The intake could not be looked at; it is tried again")]
    public static partial void NotLooked(ILogger log, Exception away);

    [LoggerMessage(Level = LogLevel.Error, Message = "A look at the intake failed; it is tried again")]
    public static partial void Failed(ILogger log, Exception bug);
}
