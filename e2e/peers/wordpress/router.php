<?php
// Leads every address of every blog to WordPress's own files: each blog stands below a path of its own ("/b7/…"), and
// the first at the root. What a web server's rewriting does in the world.
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
$blog = '';
if (preg_match('~^/(b\d+)(/.*)?$~', $path, $found)) {
  $blog = $found[1];
  $path = $found[2] ?? '/';
}
$_SERVER['ROSTRUM_BLOG'] = $blog;
// The world reaches it by the fault proxy's address, whichever port a request came in at.
$_SERVER['HTTP_HOST'] = getenv('ROSTRUM_HOST');
$_SERVER['SERVER_PORT'] = parse_url('http://' . getenv('ROSTRUM_HOST'), PHP_URL_PORT);
$root = __DIR__;
// Most of WordPress's files are links from here, and look for its settings beside themselves unless they are told.
define('ABSPATH', $root . '/');
$file = rtrim($root . $path, '/');
if (is_dir($file)) $file .= '/index.php';
if (!is_file($file) || strpos($path, '..') !== false) $file = $root . '/index.php';
if (substr($file, -4) !== '.php') {
  $types = ['jpg' => 'image/jpeg', 'jpeg' => 'image/jpeg', 'png' => 'image/png', 'webp' => 'image/webp', 'gif' => 'image/gif',
    'mp4' => 'video/mp4', 'vtt' => 'text/vtt', 'css' => 'text/css', 'js' => 'text/javascript', 'svg' => 'image/svg+xml'];
  header('Content-Type: ' . ($types[strtolower(pathinfo($file, PATHINFO_EXTENSION))] ?? 'application/octet-stream'));
  readfile($file);
  return true;
}
$script = ($blog === '' ? '' : "/$blog") . substr($file, strlen($root));
$_SERVER['SCRIPT_FILENAME'] = $file;
$_SERVER['SCRIPT_NAME'] = $script;
$_SERVER['PHP_SELF'] = $script;
chdir(dirname($file));
require $file;
