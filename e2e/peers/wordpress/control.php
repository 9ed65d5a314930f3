<?php
// What a test asks of WordPress past its API: new blogs, people, what stands there. Only on this machine, with a key.
// The install comes before the rest of WordPress can be loaded.
$ask = json_decode(file_get_contents('php://input'), true);
if (!is_array($ask) || !hash_equals((string) getenv('ROSTRUM_KEY'), (string) ($ask['key'] ?? ''))) {
  http_response_code(403);
  exit;
}
if ($ask['do'] === 'install') define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
header('Content-Type: application/json');
echo json_encode(call_user_func('rostrum_' . str_replace('-', '_', $ask['do']), $ask));

function rostrum_install(array $ask) {
  require_once ABSPATH . 'wp-admin/includes/upgrade.php';
  global $wpdb, $wp_rewrite;
  wp_install('Rostrum tests', 'admin', 'admin@example.ac.uk', true, '', $ask['password'], '');
  foreach (['posts', 'postmeta', 'comments', 'commentmeta', 'term_relationships'] as $table)
    $wpdb->query("TRUNCATE {$wpdb->$table}");
  // The page of that number is gone, and a post that gets it may otherwise be changed by administrators only.
  update_option('wp_page_for_privacy_policy', 0);
  update_option('permalink_structure', '/%year%/%postname%/');
  if ($ask['multisite']) {
    // Only now, because the tables of a network are not those of a blog.
    foreach ($wpdb->tables('ms_global') as $table => $name) $wpdb->$table = $name;
    $done = rostrum_network();
    if (is_wp_error($done)) return ['error' => $done->get_error_message()];
  }
  return ['version' => $GLOBALS['wp_version']];
}

function rostrum_network() {
  install_network();
  $done = populate_network(1, $_SERVER['HTTP_HOST'], 'admin@example.ac.uk', 'Example University', '/', false);
  // It warns where wildcard names of hosts do not resolve; blogs here are paths.
  return is_wp_error($done) && $done->get_error_code() !== 'no_wildcard_dns' ? $done : true;
}

/** A fresh blog, as a copy of the first: much quicker than installing one. */
function rostrum_blog(array $ask) {
  global $wpdb;
  if (is_multisite()) {
    $wpdb->insert($wpdb->blogs, ['site_id' => 1, 'domain' => $_SERVER['HTTP_HOST'], 'path' => "/{$ask['blog']}/",
      'registered' => current_time('mysql', true), 'last_updated' => current_time('mysql', true), 'public' => 1]);
    $prefix = $wpdb->get_blog_prefix($wpdb->insert_id);
    $tables = $wpdb->tables('blog', false);
  } else {
    $prefix = $ask['blog'] . '_';
    $tables = $wpdb->tables('all', false);
  }
  foreach ($tables as $table) {
    $wpdb->query("CREATE TABLE {$prefix}{$table} LIKE {$wpdb->base_prefix}{$table}");
    $wpdb->query("INSERT INTO {$prefix}{$table} SELECT * FROM {$wpdb->base_prefix}{$table}");
  }
  $home = "http://{$_SERVER['HTTP_HOST']}/{$ask['blog']}";
  $wpdb->update("{$prefix}options", ['option_name' => "{$prefix}user_roles"], ['option_name' => "{$wpdb->base_prefix}user_roles"]);
  $wpdb->query($wpdb->prepare("UPDATE {$prefix}options SET option_value = %s WHERE option_name IN ('siteurl', 'home')", $home));
  return ['home' => $home];
}

function rostrum_person(array $ask) {
  $id = wp_insert_user(['user_login' => $ask['login'], 'user_pass' => $ask['password'],
    'user_email' => "{$ask['login']}@example.ac.uk", 'display_name' => $ask['name']]);
  if (is_wp_error($id)) return ['error' => $id->get_error_message()];
  (new WP_User($id))->set_role($ask['role']);
  [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Tests']);
  return ['id' => $id, 'appPassword' => $password];
}

function rostrum_set_role(array $ask) {
  get_user_by('login', $ask['login'])->set_role($ask['role']);
  return [];
}

function rostrum_revoke(array $ask) {
  WP_Application_Passwords::delete_all_application_passwords(get_user_by('login', $ask['login'])->ID);
  return [];
}

function rostrum_app_passwords(array $ask) {
  return wp_list_pluck(WP_Application_Passwords::get_user_application_passwords(get_user_by('login', $ask['login'])->ID), 'name');
}

function rostrum_post(array $ask) {
  return ['id' => wp_insert_post(['post_title' => $ask['title'], 'post_status' => 'publish',
    'post_content' => "<!-- wp:paragraph -->\n<p>" . esc_html($ask['text']) . "</p>\n<!-- /wp:paragraph -->"])];
}

function rostrum_change(array $ask) {
  wp_update_post(['ID' => $ask['id']] + $ask['fields']);
  return [];
}

function rostrum_trash(array $ask) {
  wp_trash_post($ask['id']);
  return [];
}

function rostrum_option(array $ask) {
  update_option($ask['name'], $ask['value']);
  return [];
}

/** Everything that stands there, drafts too, oldest first. */
function rostrum_posts(array $ask) {
  $found = get_posts(['post_status' => ['publish', 'private', 'draft', 'future', 'pending', 'trash'], 'numberposts' => -1,
    'orderby' => 'ID', 'order' => 'ASC', 'suppress_filters' => true]);
  return array_map(function ($post) {
    $featured = get_post_thumbnail_id($post);
    return ['id' => $post->ID, 'status' => $post->post_status, 'slug' => $post->post_name, 'title' => $post->post_title,
      'raw' => $post->post_content, 'shown' => apply_filters('the_content', $post->post_content), 'password' => $post->post_password,
      'sticky' => is_sticky($post->ID), 'comments' => $post->comment_status, 'excerpt' => $post->post_excerpt,
      'tags' => wp_get_post_tags($post->ID, ['fields' => 'names', 'orderby' => 'term_order']),
      'featured' => $featured ? (string) get_post_meta($featured, '_wp_attachment_image_alt', true) : null];
  }, $found);
}
